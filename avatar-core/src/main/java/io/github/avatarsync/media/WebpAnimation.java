package io.github.avatarsync.media;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;

/** The frames of an animated WebP: checks that they lie on the canvas, keeps their pixels and their timing. */
final class WebpAnimation {
    private static final int HEADER_BYTES = 6;
    private static final int FRAME_HEADER = 16;

    /** The pixels of a frame, and where they lie on the canvas. */
    record Frame(WebpImage image, Box box) {}

    private final byte[] data;
    private final WebpHeader canvas;
    private final WebpChunk header;
    private final Limits limits;
    private final List<Parts> frames = new ArrayList<>();
    private boolean transparent;

    @Nullable
    private Frame first;

    WebpAnimation(byte[] data, WebpHeader canvas, WebpChunk header, Limits limits) {
        if (header.length() != HEADER_BYTES) {
            throw Reject.malformed(Format.WEBP, "an animation header of " + header.length() + " bytes");
        }
        this.data = data;
        this.canvas = canvas;
        this.header = header;
        this.limits = limits;
    }

    /** Reads ANMF. */
    void frame(WebpChunk chunk) {
        limits.frame();
        Cursor in = new Cursor(data, chunk.body(), chunk.end(), Format.WEBP);
        in.need(FRAME_HEADER, "frame header");
        int x = 2 * in.u24le("frame x");
        int y = 2 * in.u24le("frame y");
        Box box = new Box(x, y, in.u24le("frame width") + 1, in.u24le("frame height") + 1);
        in.skip(4, "frame timing");
        if (!Box.of(canvas.width(), canvas.height()).contains(box)) {
            throw Reject.malformed(Format.WEBP, "an animation frame outside the picture");
        }
        WebpImage image = image(in);
        if (image.width() != box.width() || image.height() != box.height()) {
            throw Reject.malformed(Format.WEBP, "an animation frame of another size than announced");
        }
        Parts body = new Parts(data);
        body.keep(chunk.body(), chunk.body() + FRAME_HEADER);
        image.keepIn(body);
        frames.add(body);
        transparent |= image.transparent();
        if (first == null) {
            first = new Frame(image, box);
        }
    }

    private WebpImage image(Cursor in) {
        WebpChunk alpha = null;
        while (in.remaining() > 0) {
            WebpChunk chunk = WebpChunk.read(data, in);
            if (WebpImage.isPixels(chunk)) {
                return WebpImage.read(data, chunk, alpha, limits);
            }
            if (chunk.type().equals("ALPH")) {
                alpha = chunk;
            } else {
                limits.part();
            }
        }
        throw Reject.malformed(Format.WEBP, "an animation frame without a picture");
    }

    boolean transparent() {
        return transparent;
    }

    /** The first frame, or null if there is none yet. */
    @Nullable
    Frame first() {
        return first;
    }

    /** Writes all chunks of the animation. */
    void keepIn(Parts file) {
        header.keepIn(file);
        frames.forEach(frame -> WebpChunk.write(file, "ANMF", frame));
    }
}

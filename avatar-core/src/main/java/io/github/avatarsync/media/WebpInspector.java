package io.github.avatarsync.media;

import io.github.avatarsync.MediaRules;
import io.github.avatarsync.media.WebpAnimation.Frame;
import jakarta.annotation.Nullable;
import java.util.Arrays;

/**
 * Walks the chunks of a WebP once (RFC 9649) and keeps those that make the picture: pixels, alpha, frames with their timing, the
 * colour profile, and the orientation as the only field of EXIF.
 */
final class WebpInspector {
    private static final int RIFF_HEADER = 12;
    private static final byte[] EXIF_PREFIX = {'E', 'x', 'i', 'f', 0, 0};

    private final byte[] data;
    private final Limits limits;
    private Orientation orientation = Orientation.UPRIGHT;

    @Nullable
    private WebpHeader header;

    @Nullable
    private WebpAnimation animation;

    @Nullable
    private WebpChunk alpha;

    @Nullable
    private WebpImage image;

    @Nullable
    private IccProfile profile;

    private WebpInspector(byte[] data, MediaRules rules) {
        this.data = data;
        this.limits = new Limits(rules, Format.WEBP);
    }

    static Inspection inspect(byte[] data, MediaRules rules) {
        return new WebpInspector(data, rules).inspect();
    }

    private Inspection inspect() {
        Cursor in = new Cursor(data, 4, data.length, Format.WEBP);
        long length = in.u32le("file length");
        if (length < RIFF_HEADER - 8) {
            throw Reject.malformed(Format.WEBP, "a file of length " + length);
        }
        in.need(length, "the file");
        Cursor chunks = new Cursor(data, RIFF_HEADER, in.position() + (int) length, Format.WEBP);
        do {
            chunk(WebpChunk.read(data, chunks));
        } while (chunks.remaining() > 0 && (header != null || image == null));
        Frame first = first();
        int width = header == null ? first.image().width() : header.width();
        int height = header == null ? first.image().height() : header.height();
        return new Inspection(
                Format.WEBP,
                width,
                height,
                orientation,
                first.box(),
                sealed(width, height, first.image()),
                first.image().still(data),
                first.image().losslessBytes(data),
                profile,
                null,
                null);
    }

    private Frame first() {
        Frame first = null;
        if (animation != null) {
            first = animation.first();
        } else if (image != null) {
            first = new Frame(image, Box.of(image.width(), image.height()));
        }
        if (first == null) {
            throw Reject.malformed(Format.WEBP, "there is no picture in it");
        }
        return first;
    }

    private void chunk(WebpChunk chunk) {
        if (!chunk.type().equals("ANMF")) {
            limits.part();
        }
        switch (chunk.type()) {
            case "VP8X" -> header(chunk);
            case "VP8 ", "VP8L" -> pixels(chunk);
            case "ALPH" -> alpha = chunk;
            case "ANIM" -> animation(chunk);
            case "ANMF" -> frame(chunk);
            case "ICCP" -> profile(chunk);
            case "EXIF" -> exif(chunk);
            default -> limits.metadata(chunk.length());
        }
    }

    private void header(WebpChunk chunk) {
        if (header != null || image != null) {
            throw Reject.malformed(Format.WEBP, "its header is not at the start");
        }
        header = WebpHeader.read(data, chunk, limits);
    }

    private void pixels(WebpChunk chunk) {
        if (image != null || (header != null && header.animated())) {
            throw Reject.malformed(Format.WEBP, "a second picture");
        }
        image = WebpImage.read(data, chunk, header == null ? null : alpha, limits);
        if (header != null && (header.width() != image.width() || header.height() != image.height())) {
            throw Reject.malformed(Format.WEBP, "its header and its picture differ in size");
        }
    }

    private void animation(WebpChunk chunk) {
        if (header != null && header.animated() && animation == null) {
            animation = new WebpAnimation(data, header, chunk, limits);
        }
    }

    private void frame(WebpChunk chunk) {
        if (animation == null) {
            throw Reject.malformed(Format.WEBP, "a frame outside an animation");
        }
        animation.frame(chunk);
    }

    private void profile(WebpChunk chunk) {
        limits.metadata(chunk.length());
        limits.profile(chunk.length());
        if (profile == null) {
            profile = IccProfile.of(Arrays.copyOfRange(data, chunk.body(), chunk.end()));
        }
    }

    private void exif(WebpChunk chunk) {
        limits.metadata(chunk.length());
        int from = chunk.body();
        // The specification wants bare TIFF; many writers copy the prefix that JPEG needs.
        int prefix = EXIF_PREFIX.length;
        if (chunk.length() > prefix && Arrays.equals(data, from, from + prefix, EXIF_PREFIX, 0, prefix)) {
            from += prefix;
        }
        orientation = Exif.orientation(data, from, chunk.end());
    }

    private Parts sealed(int width, int height, WebpImage first) {
        Parts chunks = new Parts(data);
        boolean turned = orientation != Orientation.UPRIGHT;
        if (animation != null || turned || profile != null || first.alpha() != null) {
            WebpHeader.write(chunks, flags(first), width, height);
        }
        if (profile != null) {
            own(chunks, "ICCP", profile.bytes());
        }
        if (animation != null) {
            animation.keepIn(chunks);
        } else {
            first.keepIn(chunks);
        }
        if (turned) {
            own(chunks, "EXIF", Exif.only(orientation));
        }
        return WebpChunk.riff(data, chunks);
    }

    private int flags(WebpImage first) {
        boolean transparent = animation == null ? first.transparent() : animation.transparent();
        return (animation != null ? WebpHeader.ANIMATION : 0)
                | (orientation != Orientation.UPRIGHT ? WebpHeader.EXIF : 0)
                | (transparent ? WebpHeader.ALPHA : 0)
                | (profile != null ? WebpHeader.PROFILE : 0);
    }

    private static void own(Parts file, String type, byte[] bytes) {
        Parts body = new Parts(bytes);
        body.keep(0, bytes.length);
        WebpChunk.write(file, type, body);
    }
}

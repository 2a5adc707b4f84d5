package io.github.avatarsync.media;

import io.github.avatarsync.MediaRules;
import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Walks the blocks of a GIF once (GIF89a) and keeps those that make the picture: screen, palettes, frames with their timing, and the
 * number of repetitions.
 */
final class GifInspector {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int APPLICATION = 0xff;
    private static final int PLAIN_TEXT = 0x01;
    private static final int HEADER_BYTES = 6;
    private static final int MAX_CODE_SIZE = 8;

    /** One sub-block of 11 bytes, one of 3, the end. */
    private static final int REPETITION_BYTES = 17;

    /** Applications whose only message is how often an animation repeats. */
    private static final Set<String> REPETITION = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");

    private record Range(int from, int to) {}

    private final byte[] data;
    private final Limits limits;
    private final Cursor in;
    private final Parts sealed;
    private final Parts still;

    private int width;
    private int height;

    @Nullable
    private Range control;

    @Nullable
    private Box firstFrame;

    private GifInspector(byte[] data, MediaRules rules) {
        this.data = data;
        this.limits = new Limits(rules, Format.GIF);
        this.in = new Cursor(data, 0, data.length, Format.GIF);
        this.sealed = new Parts(data);
        this.still = new Parts(data);
    }

    static Inspection inspect(byte[] data, MediaRules rules) {
        return new GifInspector(data, rules).inspect();
    }

    private Inspection inspect() {
        screen();
        int block = in.u8("block");
        while (block != TRAILER) {
            block(block);
            block = in.u8("block");
        }
        if (firstFrame == null) {
            throw Reject.malformed(Format.GIF, "there is no picture in it");
        }
        sealed.add((byte) TRAILER);
        still.add((byte) TRAILER);
        return new Inspection(
                Format.GIF,
                width,
                height,
                Orientation.UPRIGHT,
                firstFrame,
                sealed,
                still,
                still.size(),
                null,
                null,
                null);
    }

    private void screen() {
        in.skip(HEADER_BYTES, "header");
        width = in.u16le("width");
        height = in.u16le("height");
        limits.size(width, height);
        int packed = in.u8("screen descriptor");
        in.skip(2, "screen descriptor");
        skipPalette(packed);
        sealed.keep(0, in.position());
        still.keep(0, in.position());
    }

    private void block(int block) {
        switch (block) {
            case EXTENSION -> extension();
            case IMAGE -> image();
            // Some encoders pad with an empty block.
            case 0 -> limits.part();
            default -> throw Reject.malformed(Format.GIF, "unknown block " + Integer.toHexString(block));
        }
    }

    private void extension() {
        int start = in.position() - 1;
        int label = in.u8("extension");
        if (label == GRAPHIC_CONTROL) {
            graphicControl(start);
            return;
        }
        limits.part();
        int body = in.position();
        skipSubBlocks("extension");
        if (label == APPLICATION && isRepetition(body)) {
            // Header, application's name, sub-block of three bytes, end: no room for anything else.
            sealed.keep(start, in.position());
        } else {
            limits.metadata(in.position() - body);
        }
        if (label == PLAIN_TEXT) {
            control = null;
        }
    }

    private void graphicControl(int start) {
        int size = in.u8("graphic control");
        if (size != 4) {
            throw Reject.malformed(Format.GIF, "a graphic control of " + size + " bytes");
        }
        in.skip(4, "graphic control");
        if (in.u8("graphic control") != 0) {
            throw Reject.malformed(Format.GIF, "a graphic control without an end");
        }
        if (control != null) {
            limits.part();
        }
        control = new Range(start, in.position());
    }

    private boolean isRepetition(int body) {
        return in.position() - body == REPETITION_BYTES
                && data[body + 12] == 3
                && REPETITION.contains(new String(data, body + 1, 11, StandardCharsets.ISO_8859_1));
    }

    private void image() {
        limits.frame();
        int start = in.position() - 1;
        int x = in.u16le("frame x");
        int y = in.u16le("frame y");
        Box frame = new Box(x, y, in.u16le("frame width"), in.u16le("frame height"));
        limits.size(frame.width(), frame.height());
        skipPalette(in.u8("frame descriptor"));
        int codeSize = in.u8("code size");
        if (codeSize < 1 || codeSize > MAX_CODE_SIZE) {
            throw Reject.malformed(Format.GIF, "a code size of " + codeSize);
        }
        skipSubBlocks("frame");
        keep(sealed, start);
        if (firstFrame == null) {
            firstFrame = frame;
            keep(still, start);
        }
        control = null;
    }

    private void keep(Parts file, int start) {
        if (control != null) {
            file.keep(control.from, control.to);
        }
        file.keep(start, in.position());
    }

    private void skipPalette(int packed) {
        if ((packed & 0x80) != 0) {
            in.skip(3L << ((packed & 7) + 1), "palette");
        }
    }

    private void skipSubBlocks(String what) {
        int size = in.u8(what);
        while (size != 0) {
            in.skip(size, what);
            size = in.u8(what);
        }
    }
}

package io.github.avatarsync.media;

import io.github.avatarsync.MediaRules;
import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * Walks the chunks of a PNG or APNG once (W3C PNG, third edition) and keeps those that make the picture: header, palette, pixels,
 * frames, colour space, and the orientation as the only field of EXIF.
 */
final class PngInspector {
    /** Kept beside the pixels because they change what people see, with the only length each may have. */
    private static final Map<String, Integer> COLOUR =
            Map.of("gAMA", 4, "cHRM", 32, "sRGB", 1, "cICP", 4, "mDCV", 24, "cLLI", 8);

    private static final int MAX_PALETTE_BYTES = 768;
    private static final int ACTL_BYTES = 8;
    private static final int FCTL_BYTES = 26;

    private final byte[] data;
    private final Limits limits;
    private final Cursor in;
    private final Parts sealed;
    private final Parts still;

    private Orientation orientation = Orientation.UPRIGHT;

    @Nullable
    private PngHeader header;

    @Nullable
    private Apng animation;

    @Nullable
    private IccProfile profile;

    @Nullable
    private byte[] key;

    private boolean paletteSeen;
    private boolean pixelsSeen;
    private boolean pixelsEnded;

    private PngInspector(byte[] data, MediaRules rules) {
        this.data = data;
        this.limits = new Limits(rules, Format.PNG);
        this.in = new Cursor(data, 0, data.length, Format.PNG);
        this.sealed = new Parts(data);
        this.still = new Parts(data);
    }

    static Inspection inspect(byte[] data, MediaRules rules) {
        return new PngInspector(data, rules).inspect();
    }

    private Inspection inspect() {
        in.skip(PngChunk.SIGNATURE.length, "signature");
        keep(0, in.position());
        String type;
        do {
            type = chunk();
        } while (!type.equals("IEND"));
        if (!pixelsSeen || header == null) {
            throw Reject.malformed(Format.PNG, "there is no picture in it");
        }
        if (animation != null) {
            animation.end();
        }
        return new Inspection(Format.PNG, header.width(), header.height(), orientation, sealed, still, profile, key);
    }

    /** Reads one chunk; returns its type. */
    private String chunk() {
        int start = in.position();
        long length = in.u32("chunk length");
        in.need(length + 8, "chunk");
        String type = new String(data, start + 4, 4, StandardCharsets.US_ASCII);
        int body = start + 8;
        int end = body + (int) length;
        in.seek(body);
        boolean critical = (data[start + 4] & 0x20) == 0;
        in.seek(end);
        boolean intact = (int) in.u32("checksum") == PngChunk.checksum(data, start + 4, end);
        in.seek(body);
        order(type, length);
        if (!intact && (critical || type.equals("fcTL") || type.equals("fdAT"))) {
            throw Reject.malformed(Format.PNG, "a wrong checksum in chunk " + printable(type));
        }
        if (intact) {
            body(type, start, body, end);
        }
        in.seek(end + 4);
        return type;
    }

    private void order(String type, long length) {
        if (type.equals("CgBI")) {
            throw Reject.unsupported("Apple's variant of PNG (CgBI)");
        }
        if (header == null && !type.equals("IHDR")) {
            throw Reject.malformed(Format.PNG, "it does not start with its header");
        }
        boolean pixels = type.equals("IDAT");
        if (pixels && pixelsEnded) {
            throw Reject.malformed(Format.PNG, "its pixels are not in one run");
        }
        pixelsEnded |= pixelsSeen && !pixels;
        pixelsSeen |= pixels;
        // Each empty pixel chunk is a gap in what is kept: a million of them would be a million pieces in memory.
        if ((!pixels || length == 0) && !type.equals("fdAT")) {
            limits.part();
        }
    }

    private void body(String type, int start, int body, int end) {
        switch (type) {
            case "IHDR" -> header(start, end - body, end);
            case "PLTE" -> palette(start, end - body, end);
            case "tRNS" -> transparency(start, end - body, end);
            case "IDAT" -> pixels(start, end - body, end);
            case "IEND" -> end();
            case "acTL" -> animation(start, end - body, end);
            case "fcTL", "fdAT" -> frame(type, start, end - body, end);
            case "iCCP" -> profile(body, end);
            case "eXIf" -> exif(body, end);
            default -> other(type, start, end - body, end);
        }
    }

    private void header(int start, int length, int end) {
        if (header != null || length != PngHeader.BYTES) {
            throw Reject.malformed(Format.PNG, "a second header, or one of the wrong length");
        }
        header = PngHeader.read(in, limits);
        keep(start, end + 4);
    }

    /** The header; {@link #order} has made sure that it comes first. */
    private PngHeader header() {
        return Objects.requireNonNull(header, "header");
    }

    private void palette(int start, int length, int end) {
        if (paletteSeen || pixelsSeen || length == 0 || length > MAX_PALETTE_BYTES || length % 3 != 0) {
            throw Reject.malformed(Format.PNG, "a palette of " + length + " bytes, a second one, or one too late");
        }
        paletteSeen = true;
        keep(start, end + 4);
    }

    private void transparency(int start, int length, int end) {
        if (pixelsSeen || length > 256) {
            return;
        }
        int samples = header().keySamples();
        if (samples == 0) {
            keep(start, end + 4);
        } else if (key == null && length == 2 * samples) {
            // The JDK's reader takes such pictures from the wrong columns: it gets them without, we look for the
            // colour.
            sealed.keep(start, end + 4);
            key = new byte[samples];
            for (int i = 0; i < samples; i++) {
                key[i] = data[start + 8 + 2 * i + 1];
            }
        }
    }

    private void pixels(int start, int length, int end) {
        if (header().needsPalette() && !paletteSeen) {
            throw Reject.malformed(Format.PNG, "it needs a palette and has none");
        }
        if (length > 0) {
            keep(start, end + 4);
        }
    }

    private void end() {
        if (orientation != Orientation.UPRIGHT) {
            sealed.add(PngChunk.of("eXIf", Exif.only(orientation)));
        }
        byte[] last = PngChunk.of("IEND");
        sealed.add(last);
        still.add(last);
    }

    private void animation(int start, int length, int end) {
        // Viewers take a late or second one for a still picture: so does the original that we keep.
        if (animation == null && !pixelsSeen && length == ACTL_BYTES) {
            animation = new Apng(in, header(), limits);
            sealed.keep(start, end + 4);
        }
    }

    private void frame(String type, int start, int length, int end) {
        if (animation == null) {
            return;
        }
        if (type.equals("fcTL") && length == FCTL_BYTES) {
            animation.frame(in);
        } else if (type.equals("fdAT") && length >= 4 && pixelsSeen) {
            animation.data(in);
        } else {
            throw Reject.malformed(Format.PNG, "chunk " + type + " of " + length + " bytes");
        }
        sealed.keep(start, end + 4);
    }

    private void profile(int body, int end) {
        limits.metadata(end - body);
        if (profile == null && !pixelsSeen) {
            profile = PngProfile.inflate(data, body, end, limits);
            if (profile != null) {
                sealed.add(PngProfile.chunk(profile));
            }
        }
    }

    private void exif(int body, int end) {
        limits.metadata(end - body);
        orientation = Exif.orientation(data, body, end);
    }

    private void other(String type, int start, int length, int end) {
        if ((data[start + 4] & 0x20) == 0) {
            throw Reject.malformed(Format.PNG, "unknown critical chunk " + printable(type));
        }
        limits.metadata(length);
        Integer allowed = COLOUR.get(type);
        if (allowed != null && allowed == length && !pixelsSeen) {
            sealed.keep(start, end + 4);
        }
    }

    private void keep(int from, int to) {
        sealed.keep(from, to);
        still.keep(from, to);
    }

    private static String printable(String type) {
        return type.replaceAll("[^A-Za-z]", "?");
    }
}

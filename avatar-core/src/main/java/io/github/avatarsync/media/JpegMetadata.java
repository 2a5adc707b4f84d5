package io.github.avatarsync.media;

import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * What is kept of a JPEG's application segments and comments: the JFIF header without its preview, the Adobe colour transform, the
 * colour profile, and EXIF reduced to the orientation. Everything else is dropped.
 */
final class JpegMetadata {
    private static final byte[] JFIF = bytes("JFIF\0");
    private static final byte[] EXIF = bytes("Exif\0\0");
    private static final byte[] ICC = bytes("ICC_PROFILE\0");
    private static final byte[] ADOBE = bytes("Adobe");
    private static final int JFIF_BYTES = 14;
    private static final int ADOBE_BYTES = 12;
    private static final int ICC_HEADER = ICC.length + 2;

    private record Range(int from, int to) {}

    private final byte[] data;
    private final Limits limits;
    private final TreeMap<Integer, Range> profileChunks = new TreeMap<>();
    private int profileChunksPromised;
    private long profileBytes;

    @Nullable
    private Range jfif;

    @Nullable
    private Range adobe;

    @Nullable
    private Orientation orientation;

    JpegMetadata(byte[] data, Limits limits) {
        this.data = data;
        this.limits = limits;
    }

    /** Takes the body of an application segment or comment. */
    void segment(int marker, int from, int to) {
        limits.metadata(to - from);
        if (marker == 0xe0 && to - from >= JFIF_BYTES && startsWith(JFIF, from, to)) {
            jfif = new Range(from, from + JFIF_BYTES);
        } else if (marker == 0xe1 && orientation == null && startsWith(EXIF, from, to)) {
            orientation = Exif.orientation(data, from + EXIF.length, to);
        } else if (marker == 0xe2 && to - from > ICC_HEADER && startsWith(ICC, from, to)) {
            profileChunk(from, to);
        } else if (marker == 0xee && to - from >= ADOBE_BYTES && startsWith(ADOBE, from, to)) {
            adobe = new Range(from, from + ADOBE_BYTES);
        }
    }

    private void profileChunk(int from, int to) {
        profileBytes += to - from - ICC_HEADER;
        limits.profile(profileBytes);
        profileChunks.put(data[from + ICC.length] & 0xff, new Range(from, to));
        profileChunksPromised = data[from + ICC.length + 1] & 0xff;
    }

    Orientation orientation() {
        return orientation == null ? Orientation.UPRIGHT : orientation;
    }

    int adobeTransform() {
        return adobe == null ? -1 : data[adobe.to - 1] & 0xff;
    }

    /** The header segments of the sealed original. */
    Parts sealed() {
        Parts header = still();
        if (profile() != null) {
            profileChunks.values().forEach(chunk -> wholeSegment(header, 0xe2, chunk));
        }
        return header;
    }

    /** The header segments for the decoder, which gets no profile: colours are converted after resizing. */
    Parts still() {
        Parts header = new Parts(data);
        if (jfif != null) {
            startSegment(header, 0xe0, JFIF_BYTES);
            header.keep(jfif.from, jfif.to - 2);
            header.add((byte) 0, (byte) 0); // a preview of 0 x 0
        }
        // Without JFIF, decoders take the colour transform from the presence of EXIF: it has to stay, however empty.
        if (orientation != null && (orientation != Orientation.UPRIGHT || jfif == null)) {
            byte[] tiff = Exif.only(orientation);
            startSegment(header, 0xe1, EXIF.length + tiff.length);
            header.add(EXIF);
            header.add(tiff);
        }
        if (adobe != null) {
            wholeSegment(header, 0xee, adobe);
        }
        return header;
    }

    /** The colour profile put together, or null if there is none or a chunk of it is missing. */
    @Nullable
    IccProfile profile() {
        boolean complete = !profileChunks.isEmpty()
                && profileChunks.size() == profileChunksPromised
                && profileChunks.firstKey() == 1
                && profileChunks.lastKey() == profileChunksPromised;
        if (!complete) {
            return null;
        }
        Parts profile = new Parts(data);
        profileChunks.values().forEach(chunk -> profile.keep(chunk.from + ICC_HEADER, chunk.to));
        return IccProfile.of(profile.toByteArray());
    }

    private void wholeSegment(Parts header, int marker, Range body) {
        startSegment(header, marker, body.to - body.from);
        header.keep(body.from, body.to);
    }

    private static void startSegment(Parts header, int marker, int body) {
        int length = body + 2;
        header.add((byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length);
    }

    private boolean startsWith(byte[] magic, int from, int to) {
        return to - from >= magic.length && Arrays.equals(data, from, from + magic.length, magic, 0, magic.length);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}

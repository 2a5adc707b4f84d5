package io.github.avatarsync.media;

import java.nio.charset.StandardCharsets;

/**
 * A box inside {@code moov} or {@code moof} (ISO/IEC 14496-12, 4.2), as places in memory.
 *
 * @param type four characters
 * @param start of the header
 * @param body start of the contents
 * @param end of the contents
 */
record Mp4Box(String type, int start, int body, int end) {
    static final int HEADER_BYTES = 8;
    private static final int LONG_HEADER_BYTES = 16;

    /** Reads the header at the position of {@code in}, which goes to the body. */
    static Mp4Box read(byte[] data, Cursor in, int parentEnd) {
        int start = in.position();
        long size = in.u32("box");
        String type = new String(data, start + 4, 4, StandardCharsets.ISO_8859_1);
        in.skip(4, "box");
        int header = HEADER_BYTES;
        if (size == 1) {
            header = LONG_HEADER_BYTES;
            size = in.u32("box") << 32 | in.u32("box");
        }
        if (size < header || size > parentEnd - start) {
            throw Reject.malformed(Format.MP4, "box " + printable(type) + " reaches beyond the one around it");
        }
        return new Mp4Box(type, start, start + header, start + (int) size);
    }

    int length() {
        return end - body;
    }

    static String printable(String type) {
        return type.replaceAll("[^A-Za-z0-9 ]", "?");
    }
}

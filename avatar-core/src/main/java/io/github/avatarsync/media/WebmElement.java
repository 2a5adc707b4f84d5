package io.github.avatarsync.media;

import java.io.IOException;

/**
 * The header of an EBML element (RFC 8794), as places in the file.
 *
 * @param id with its length marker
 * @param start of the header
 * @param body start of the contents
 * @param length of the contents, or {@link #UNKNOWN}
 */
record WebmElement(long id, long start, long body, long length) {
    /** Live streams do not know how long the segment and its clusters become. */
    static final long UNKNOWN = -1;

    private static final int MAX_ID_BYTES = 4;
    private static final int MAX_SIZE_BYTES = 8;

    static WebmElement read(SourceCursor in) throws IOException {
        long start = in.position();
        int first = in.u8("element");
        int idBytes = width(first);
        if (idBytes > MAX_ID_BYTES) {
            throw Reject.malformed(Format.WEBM, "an element without an id at " + start);
        }
        long id = rest(in, first, idBytes);
        first = in.u8("element");
        int sizeBytes = width(first);
        if (sizeBytes > MAX_SIZE_BYTES) {
            throw Reject.malformed(Format.WEBM, "an element without a size at " + start);
        }
        long most = (1L << (7 * sizeBytes)) - 1;
        long length = rest(in, first, sizeBytes) & most;
        return new WebmElement(id, start, in.position(), length == most ? UNKNOWN : length);
    }

    /** Reads the header of a child, which has to have a length and to end where its parent does or before. */
    static WebmElement readWithin(SourceCursor in, long parentEnd) throws IOException {
        WebmElement element = read(in);
        if (element.isOpen() || element.end() > parentEnd) {
            throw Reject.malformed(Format.WEBM, "an element that reaches beyond the one around it at " + element.start);
        }
        return element;
    }

    /** The number of bytes of a variable-length number that starts so; 9 if it cannot. */
    private static int width(int first) {
        return Integer.numberOfLeadingZeros(first) - 24 + 1;
    }

    private static long rest(SourceCursor in, int first, int bytes) throws IOException {
        return ((long) first << (8 * (bytes - 1))) | in.number(bytes - 1, "element");
    }

    boolean isOpen() {
        return length == UNKNOWN;
    }

    long end() {
        return body + length;
    }

    /** Reads the contents as a number. */
    long unsigned(SourceCursor in) throws IOException {
        if (length > 8) {
            throw Reject.malformed(Format.WEBM, "a number of " + length + " bytes");
        }
        long value = in.number((int) length, "number");
        return value < 0 ? Long.MAX_VALUE : value;
    }

    /** Reads the contents as a floating-point number; 0 if their length is not one of a number. */
    double floating(SourceCursor in) throws IOException {
        if (length == 4) {
            return Float.intBitsToFloat((int) in.number(4, "number"));
        }
        return length == 8 ? Double.longBitsToDouble(in.number(8, "number")) : 0;
    }

    /** Turns the element into empty space: a Void of the same length, its contents zero. */
    void blank(Patches patches) {
        long total = end() - start;
        int sizeBytes = (int) Math.min(MAX_SIZE_BYTES, body - start - 1);
        byte[] header = new byte[1 + sizeBytes];
        header[0] = (byte) 0xec;
        long left = total - header.length;
        for (int i = sizeBytes; i > 0; i--) {
            header[i] = (byte) left;
            left >>>= 8;
        }
        header[1] |= (byte) (0x80 >> (sizeBytes - 1));
        patches.zero(start, end());
        patches.overwrite(start, header);
    }
}

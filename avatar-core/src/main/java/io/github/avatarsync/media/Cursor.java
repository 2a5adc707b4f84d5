package io.github.avatarsync.media;

/** A reading position in bytes that are all there; reading past the end is the refusal TRUNCATED. */
final class Cursor {
    private final byte[] data;
    private final int end;
    private final Format format;
    private int position;

    Cursor(byte[] data, int from, int end, Format format) {
        this.data = data;
        this.position = from;
        this.end = end;
        this.format = format;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    void seek(int to) {
        position = to;
    }

    /** Makes sure that {@code count} bytes follow; the count may be any unsigned 32-bit value. */
    void need(long count, String what) {
        if (count > remaining()) {
            throw Reject.truncated(
                    format,
                    Reject.number("%s needs %,d bytes at %,d, %,d are left", what, count, position, remaining()));
        }
    }

    void skip(long count, String what) {
        need(count, what);
        position += (int) count;
    }

    int u8(String what) {
        need(1, what);
        return data[position++] & 0xff;
    }

    int u16(String what) {
        return u8(what) << 8 | u8(what);
    }

    int u16le(String what) {
        return u8(what) | u8(what) << 8;
    }

    int u24le(String what) {
        return u16le(what) | u8(what) << 16;
    }

    long u32(String what) {
        return (long) u16(what) << 16 | u16(what);
    }

    long u32le(String what) {
        return u16le(what) | (long) u16le(what) << 16;
    }
}

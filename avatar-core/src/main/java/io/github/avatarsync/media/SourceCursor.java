package io.github.avatarsync.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A reading position in a file that is streamed forward, never held; reading past its end is the refusal TRUNCATED. */
final class SourceCursor {
    private final InputStream in;
    private final long size;
    private final Format format;
    private long position;

    SourceCursor(InputStream in, long size, Format format) {
        this.in = new BufferedInputStream(in);
        this.size = size;
        this.format = format;
    }

    long position() {
        return position;
    }

    long remaining() {
        return size - position;
    }

    /** Makes sure that {@code count} bytes follow; a negative count is an unsigned number of 64 bits. */
    void need(long count, String what) {
        if (count < 0 || count > remaining()) {
            throw Reject.truncated(
                    format, Reject.number("%s at %,d reaches beyond the end at %,d", what, position, size));
        }
    }

    int u8(String what) throws IOException {
        need(1, what);
        int value = in.read();
        if (value < 0) {
            throw new IOException("the content is shorter than it says: it ends at " + position);
        }
        position++;
        return value;
    }

    long u32(String what) throws IOException {
        return number(4, what);
    }

    /** A big-endian number of up to 8 bytes. */
    long number(int bytes, String what) throws IOException {
        need(bytes, what);
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | u8(what);
        }
        return value;
    }

    String latin(int length, String what) throws IOException {
        return new String(bytes(length, what), StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(int length, String what) throws IOException {
        need(length, what);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the content is shorter than it says: it ends at " + (position + bytes.length));
        }
        position += length;
        return bytes;
    }

    void skip(long count, String what) throws IOException {
        need(count, what);
        in.skipNBytes(count);
        position += count;
    }
}

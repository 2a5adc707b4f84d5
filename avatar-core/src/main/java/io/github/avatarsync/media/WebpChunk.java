package io.github.avatarsync.media;

import java.nio.charset.StandardCharsets;

/**
 * One chunk of a RIFF file: where it starts, and where its body lies.
 *
 * @param type four characters
 * @param start of the header
 * @param body start of the body
 * @param end of the body; a body of odd length is followed by one byte of padding
 */
record WebpChunk(String type, int start, int body, int end) {
    static final int HEADER_BYTES = 8;

    /** Reads the header and goes behind the chunk. */
    static WebpChunk read(byte[] data, Cursor in) {
        int start = in.position();
        in.need(HEADER_BYTES, "chunk");
        String type = new String(data, start, 4, StandardCharsets.ISO_8859_1);
        in.skip(4, "chunk");
        long length = in.u32le("chunk length");
        int body = in.position();
        in.skip(length, "chunk");
        int end = in.position();
        // Some writers leave out the padding at the very end.
        in.skip(Math.min(in.remaining(), end & 1), "padding");
        return new WebpChunk(type, start, body, end);
    }

    int length() {
        return end - body;
    }

    /** Writes the chunk as it is, with clean padding. */
    void keepIn(Parts file) {
        file.keep(start, end);
        if ((length() & 1) == 1) {
            file.add((byte) 0);
        }
    }

    /** Writes a chunk around contents of our own. */
    static void write(Parts file, String type, Parts body) {
        file.add(type.getBytes(StandardCharsets.ISO_8859_1));
        file.add(u32le(body.size()));
        file.addAll(body);
        if ((body.size() & 1) == 1) {
            file.add((byte) 0);
        }
    }

    /** Writes the outermost chunk. */
    static Parts riff(byte[] data, Parts chunks) {
        Parts form = new Parts(data);
        form.add((byte) 'W', (byte) 'E', (byte) 'B', (byte) 'P');
        form.addAll(chunks);
        Parts file = new Parts(data);
        write(file, "RIFF", form);
        return file;
    }

    private static byte[] u32le(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }
}

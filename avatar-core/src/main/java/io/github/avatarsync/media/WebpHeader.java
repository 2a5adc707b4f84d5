package io.github.avatarsync.media;

/**
 * The extended header of a WebP, chunk VP8X: what the file has, and the size of its canvas.
 *
 * @param flags see the constants
 */
record WebpHeader(int flags, int width, int height) {
    static final int ANIMATION = 0x02;
    static final int EXIF = 0x08;
    static final int ALPHA = 0x10;
    static final int PROFILE = 0x20;
    private static final int BYTES = 10;

    static WebpHeader read(byte[] data, WebpChunk chunk, Limits limits) {
        Cursor in = new Cursor(data, chunk.body(), chunk.end(), Format.WEBP);
        in.need(BYTES, "extended header");
        int flags = in.u8("flags");
        in.skip(3, "reserved");
        WebpHeader header = new WebpHeader(flags, in.u24le("width") + 1, in.u24le("height") + 1);
        limits.size(header.width, header.height);
        return header;
    }

    static void write(Parts file, int flags, int width, int height) {
        Parts body = new Parts(new byte[0]);
        body.add((byte) flags, (byte) 0, (byte) 0, (byte) 0);
        body.add(u24le(width - 1));
        body.add(u24le(height - 1));
        WebpChunk.write(file, "VP8X", body);
    }

    boolean animated() {
        return (flags & ANIMATION) != 0;
    }

    static byte[] u24le(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }
}

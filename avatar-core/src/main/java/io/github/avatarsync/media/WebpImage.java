package io.github.avatarsync.media;

import jakarta.annotation.Nullable;

/**
 * The pixels of one WebP frame: a lossy bitstream, possibly with an alpha chunk before it, or a lossless one.
 *
 * @param width from the bitstream
 * @param height from the bitstream
 * @param alpha the chunk with the transparency of a lossy frame, or null
 * @param pixels the chunk with the bitstream
 * @param transparent if pixels may be transparent
 */
record WebpImage(int width, int height, @Nullable WebpChunk alpha, WebpChunk pixels, boolean transparent) {
    private static final int LOSSY_HEADER = 10;
    private static final int LOSSLESS_SIGNATURE = 0x2f;

    /** Reads the header of a bitstream chunk (RFC 6386, 9.1; RFC 9649, 3.4). */
    static WebpImage read(byte[] data, WebpChunk pixels, @Nullable WebpChunk alpha, Limits limits) {
        Cursor in = new Cursor(data, pixels.body(), pixels.end(), Format.WEBP);
        WebpImage image = pixels.type().equals("VP8 ") ? lossy(in, pixels, alpha) : lossless(in, pixels);
        limits.size(image.width, image.height);
        return image;
    }

    static boolean isPixels(WebpChunk chunk) {
        return chunk.type().equals("VP8 ") || chunk.type().equals("VP8L");
    }

    private static WebpImage lossy(Cursor in, WebpChunk pixels, @Nullable WebpChunk alpha) {
        in.need(LOSSY_HEADER, "frame header");
        int tag = in.u24le("frame tag");
        int startCode = in.u24le("start code");
        int width = in.u16le("width") & 0x3fff;
        int height = in.u16le("height") & 0x3fff;
        boolean shownKeyFrame = (tag & 1) == 0 && (tag >> 4 & 1) == 1 && (tag >> 1 & 7) <= 3;
        if (!shownKeyFrame || startCode != 0x2a019d) {
            throw Reject.malformed(Format.WEBP, "a frame that does not start like one");
        }
        in.need(tag >> 5, "first partition");
        return new WebpImage(width, height, alpha, pixels, alpha != null);
    }

    private static WebpImage lossless(Cursor in, WebpChunk pixels) {
        if (in.u8("signature") != LOSSLESS_SIGNATURE) {
            throw Reject.malformed(Format.WEBP, "a frame that does not start like one");
        }
        long bits = in.u32le("frame header");
        if (bits >> 29 != 0) {
            throw Reject.malformed(Format.WEBP, "an unknown version of the lossless format");
        }
        int width = (int) (bits & 0x3fff) + 1;
        int height = (int) (bits >> 14 & 0x3fff) + 1;
        return new WebpImage(width, height, null, pixels, (bits >> 28 & 1) == 1);
    }

    /** Writes the chunks of the frame. */
    void keepIn(Parts file) {
        if (alpha != null) {
            alpha.keepIn(file);
        }
        pixels.keepIn(file);
    }

    /** How much of {@link #still} is coded without loss: everything, or what lies before the lossy pixels. */
    int losslessBytes(byte[] data) {
        int all = still(data).size();
        boolean lossy = pixels.type().equals("VP8 ");
        return lossy ? all - WebpChunk.HEADER_BYTES - pixels.length() - (pixels.length() & 1) : all;
    }

    /** A file with this frame alone. */
    Parts still(byte[] data) {
        Parts chunks = new Parts(data);
        if (alpha != null) {
            WebpHeader.write(chunks, WebpHeader.ALPHA, width, height);
        }
        keepIn(chunks);
        return WebpChunk.riff(data, chunks);
    }
}

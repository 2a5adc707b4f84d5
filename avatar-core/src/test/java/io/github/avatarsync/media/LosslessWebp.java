package io.github.avatarsync.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a picture as the simplest lossless WebP (RFC 9649, 3): no transform, no references, every symbol with eight bits. Self
 * contained, so that other test code can have a copy.
 */
final class LosslessWebp {
    /** The order in which the lengths of the code length code are written. */
    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8};

    private static final int GREEN_SYMBOLS = 256 + 24;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int pendingBits;

    private LosslessWebp() {}

    /** A file with the picture as its only chunk. */
    static byte[] file(BufferedImage image) {
        return riff(chunk("VP8L", bitstream(image)));
    }

    /** The outermost chunk around others. */
    static byte[] riff(byte[]... chunks) {
        return chunk("RIFF", join("WEBP".getBytes(StandardCharsets.ISO_8859_1), join(chunks)));
    }

    static byte[] chunk(String type, byte[] body) {
        int size = body.length;
        byte[] length = {(byte) size, (byte) (size >> 8), (byte) (size >> 16), (byte) (size >> 24)};
        return join(type.getBytes(StandardCharsets.ISO_8859_1), length, body, new byte[size & 1]);
    }

    static byte[] bitstream(BufferedImage image) {
        return new LosslessWebp().encode(image);
    }

    private byte[] encode(BufferedImage image) {
        boolean alpha = image.getColorModel().hasAlpha();
        bits(0x2f, 8);
        bits(image.getWidth() - 1, 14);
        bits(image.getHeight() - 1, 14);
        bits(alpha ? 1 : 0, 1);
        bits(0, 3); // version
        bits(0, 3); // no transform, no colour cache, one set of codes
        byteCode(GREEN_SYMBOLS);
        byteCode(256);
        byteCode(256);
        byteCode(256);
        bits(0b0001, 4); // distances: a simple code of the one symbol 0
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                pixel(image.getRGB(x, y));
            }
        }
        bits(0, 7); // fills the last byte
        return out.toByteArray();
    }

    /** A code in which the first 256 symbols have eight bits each and further ones do not occur. */
    private void byteCode(int symbols) {
        bits(0, 1); // not a simple code
        bits(LENGTH_ORDER.length - 4, 4);
        for (int symbol : LENGTH_ORDER) {
            bits(symbol == 0 || symbol == 8 ? 1 : 0, 3);
        }
        bits(0, 1); // lengths for all symbols follow
        for (int symbol = 0; symbol < symbols; symbol++) {
            bits(symbol < 256 ? 1 : 0, 1);
        }
    }

    private void pixel(int argb) {
        symbol(argb >> 8);
        symbol(argb >> 16);
        symbol(argb);
        symbol(argb >>> 24);
    }

    private void symbol(int value) {
        bits(Integer.reverse(value & 0xff) >>> 24, 8);
    }

    private void bits(int value, int count) {
        pending |= value << pendingBits;
        pendingBits += count;
        while (pendingBits >= 8) {
            out.write(pending);
            pending >>>= 8;
            pendingBits -= 8;
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

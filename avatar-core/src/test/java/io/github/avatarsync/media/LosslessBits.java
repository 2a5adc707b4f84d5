package io.github.avatarsync.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;

/** Writes the bits of lossless WebP streams that no honest encoder makes (RFC 9649, 3). */
final class LosslessBits {
    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8};
    private static final int GREEN_SYMBOLS = 256 + 24;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long pending;
    private int pendingBits;

    private LosslessBits() {}

    /** A picture of one colour in which no pixel takes a bit. */
    static byte[] bomb(int width, int height) {
        LosslessBits bits = new LosslessBits();
        bits.header(width, height);
        bits.put(0b000, 3); // no transform, no colour cache, one set of codes
        bits.emptyCodes(5);
        return bits.file();
    }

    /** A square picture in which every block of 4 x 4 pixels announces a set of five codes of its own. */
    static byte[] codeBomb(int side, int sets) {
        LosslessBits bits = new LosslessBits();
        bits.header(side, side);
        bits.put(0b100, 3); // no transform, no colour cache, several sets of codes
        bits.put(0, 3); // one for each 4 x 4 pixels
        bits.put(0, 1); // no colour cache in the picture that tells which
        bits.byteCode(GREEN_SYMBOLS);
        bits.byteCode(256);
        bits.emptyCodes(3);
        int blocks = (side + 3) / 4;
        for (int i = 0; i < blocks * blocks; i++) {
            int set = i % sets;
            bits.symbol(set);
            bits.symbol(set >> 8);
        }
        bits.emptyCodes(5 * sets);
        return bits.file();
    }

    /** A transparency chunk for a lossy picture of this size, with such a bomb in it. */
    static byte[] codeBombAlpha(int side, int sets) {
        byte[] lossless = codeBomb(side, sets);
        byte[] alpha = new byte[lossless.length - 4];
        alpha[0] = 1; // coded without loss; the stream follows without its header of five bytes
        System.arraycopy(lossless, 5, alpha, 1, lossless.length - 5);
        return alpha;
    }

    /** Transforms without end: each has a picture of its own. */
    static byte[] transforms(BufferedImage image, int count) {
        LosslessBits bits = new LosslessBits();
        bits.header(image.getWidth(), image.getHeight());
        for (int i = 0; i < count; i++) {
            bits.put(0b001, 3); // a predictor
            bits.put(0, 3); // for each 4 x 4 pixels
            bits.put(0, 1);
            bits.emptyCodes(5);
        }
        bits.put(0b000, 3);
        bits.emptyCodes(5);
        return bits.file();
    }

    private void header(int width, int height) {
        put(0x2f, 8);
        put(width - 1, 14);
        put(height - 1, 14);
        put(0, 4);
    }

    /** Codes of the one symbol 0, which takes no bit. */
    private void emptyCodes(int count) {
        for (int i = 0; i < count; i++) {
            put(0b0001, 4);
        }
    }

    /** A code in which the first 256 symbols have eight bits each. */
    private void byteCode(int symbols) {
        put(0, 1);
        put(LENGTH_ORDER.length - 4, 4);
        for (int symbol : LENGTH_ORDER) {
            put(symbol == 0 || symbol == 8 ? 1 : 0, 3);
        }
        put(0, 1);
        for (int symbol = 0; symbol < symbols; symbol++) {
            put(symbol < 256 ? 1 : 0, 1);
        }
    }

    private void symbol(int value) {
        put(Integer.reverse(value & 0xff) >>> 24, 8);
    }

    private void put(int value, int count) {
        pending |= (long) value << pendingBits;
        pendingBits += count;
        while (pendingBits >= 8) {
            out.write((int) pending);
            pending >>>= 8;
            pendingBits -= 8;
        }
    }

    private byte[] file() {
        put(0, 7);
        return out.toByteArray();
    }
}

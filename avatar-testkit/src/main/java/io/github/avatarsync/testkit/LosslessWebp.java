package io.github.avatarsync.testkit;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The smallest encoder of lossless WebP there can be: every colour is a code of 8 bits, nothing is compressed.
 *
 * <p>Source: the WebP Lossless Bitstream Specification, RFC 9649, sections 3.4 to 3.7. No transform, no colour cache, one group of
 * prefix codes; green, red and blue have 256 codes of 8 bits each, alpha and distance one symbol that costs no bit.
 */
final class LosslessWebp {
    private static final int SIGNATURE = 0x2f;
    private static final int COLORS = 256;
    private static final int LENGTH_SYMBOLS = 24;

    /** In the order of RFC 9649 the lengths of the codes for "0" and "8" come third and twelfth. */
    private static final int LAST_LENGTH_CODE = 12;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int pending;
    private int count;

    private LosslessWebp() {}

    static byte[] encode(BufferedImage image) {
        LosslessWebp out = new LosslessWebp();
        out.header(image.getWidth(), image.getHeight());
        out.prefixCodes();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                out.color(rgb >> 8);
                out.color(rgb >> 16);
                out.color(rgb);
            }
        }
        out.bits(0, 7);
        return container(out.bytes.toByteArray());
    }

    private void header(int width, int height) {
        bits(SIGNATURE, 8);
        bits(width - 1, 14);
        bits(height - 1, 14);
        bits(0, 1); // no alpha
        bits(0, 3); // version
        bits(0, 1); // no transform
        bits(0, 1); // no colour cache
        bits(0, 1); // one group of prefix codes
    }

    private void prefixCodes() {
        fixedCode(LENGTH_SYMBOLS); // green shares its alphabet with the lengths of copies, which do not occur
        fixedCode(0);
        fixedCode(0);
        bits(1 | 1 << 2, 3); // alpha: simple, one symbol, of 8 bits
        bits(0xff, 8);
        bits(1, 3); // distance: simple, one symbol, of 1 bit
        bits(0, 1);
    }

    /** All 256 colours have codes of 8 bits, and further symbols none. */
    private void fixedCode(int further) {
        bits(0, 1);
        bits(LAST_LENGTH_CODE - 4, 4);
        for (int i = 1; i <= LAST_LENGTH_CODE; i++) {
            bits(i == 3 || i == LAST_LENGTH_CODE ? 1 : 0, 3);
        }
        bits(0, 1); // lengths for the whole alphabet follow
        for (int i = 0; i < COLORS; i++) {
            bits(1, 1);
        }
        bits(0, further);
    }

    /** Codes are sent beginning with their highest bit. */
    private void color(int value) {
        bits(Integer.reverse(value << 24) & 0xff, 8);
    }

    private void bits(int value, int size) {
        for (int i = 0; i < size; i++) {
            pending |= (value >> i & 1) << count;
            if (++count == 8) {
                bytes.write(pending);
                pending = 0;
                count = 0;
            }
        }
    }

    private static byte[] container(byte[] stream) {
        int padded = stream.length + (stream.length & 1);
        ByteBuffer file = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(12 + padded).put(ascii("WEBP"));
        file.put(ascii("VP8L")).putInt(stream.length).put(stream);
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.github.avatarsync.media;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Writes baseline JPEGs that the JDK's writer cannot (ITU-T T.81): any sampling factors, four components, any Adobe transform. All
 * quantization steps are 1, so what a decoder shows is what was put in, apart from rounding.
 */
final class PlainJpeg {
    private static final int BLOCK = 8;
    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private static final double[][] COSINES = cosines();

    private final int width;
    private final int height;
    private final byte[][] planes;
    private final int[] factors;
    private final int most;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int[] lastDc;
    private int pending;
    private int pendingBits;

    private PlainJpeg(int width, int height, byte[][] planes, int[] factors) {
        this.width = width;
        this.height = height;
        this.planes = planes;
        this.factors = factors;
        this.lastDc = new int[planes.length];
        int across = 1;
        int down = 1;
        for (int factor : factors) {
            across = Math.max(across, factor >> 4);
            down = Math.max(down, factor & 15);
        }
        this.most = across << 4 | down;
    }

    /**
     * A file without header segments, apart from Adobe's.
     *
     * @param planes the components as stored, in full size
     * @param factors sampling factors as 0xHV for each component; of planes with less than the most, averages are stored
     * @param adobeTransform 0 none, 1 YCbCr, 2 YCCK; -1 for no Adobe segment
     */
    static byte[] file(int width, int height, byte[][] planes, int[] factors, int adobeTransform) {
        return new PlainJpeg(width, height, planes, factors).encode(adobeTransform);
    }

    private byte[] encode(int adobeTransform) {
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
        if (adobeTransform >= 0) {
            out.writeBytes(Pictures.segment(
                    0xee,
                    Pictures.join(Pictures.latin("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, (byte) adobeTransform})));
        }
        byte[] steps = new byte[65];
        Arrays.fill(steps, 1, 65, (byte) 1);
        out.writeBytes(Pictures.segment(0xdb, steps));
        frame();
        // Every DC category has a code of four bits, every AC symbol one of eight; the codes of ones only stay free.
        out.writeBytes(Pictures.segment(0xc4, table(0, 4, 12)));
        out.writeBytes(Pictures.segment(0xc4, acTable()));
        scan();
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
        return out.toByteArray();
    }

    private void frame() {
        byte[] body = new byte[6 + 3 * planes.length];
        body[0] = 8;
        body[1] = (byte) (height >> 8);
        body[2] = (byte) height;
        body[3] = (byte) (width >> 8);
        body[4] = (byte) width;
        body[5] = (byte) planes.length;
        for (int i = 0; i < planes.length; i++) {
            body[6 + 3 * i] = (byte) (i + 1);
            body[7 + 3 * i] = (byte) factors[i];
        }
        out.writeBytes(Pictures.segment(0xc0, body));
    }

    private static byte[] table(int id, int length, int symbols) {
        byte[] body = new byte[17 + symbols];
        body[0] = (byte) id;
        body[length] = (byte) symbols;
        for (int i = 0; i < symbols; i++) {
            body[17 + i] = (byte) i;
        }
        return body;
    }

    /** Runs of 0 to 15 zeros before a number of 1 to 10 bits, end of block (0), sixteen zeros (0xf0): 162 symbols. */
    private static byte[] acTable() {
        byte[] body = new byte[17 + 162];
        body[0] = 0x10;
        body[8] = (byte) 162;
        for (int i = 0; i < 162; i++) {
            body[17 + i] = (byte) acSymbol(i);
        }
        return body;
    }

    private static int acSymbol(int code) {
        return code == 0 ? 0 : code == 161 ? 0xf0 : (code - 1) / 10 << 4 | (code - 1) % 10 + 1;
    }

    private static int acCode(int symbol) {
        return symbol == 0 ? 0 : symbol == 0xf0 ? 161 : (symbol >> 4) * 10 + (symbol & 15);
    }

    private void scan() {
        byte[] body = new byte[4 + 2 * planes.length];
        body[0] = (byte) planes.length;
        for (int i = 0; i < planes.length; i++) {
            body[1 + 2 * i] = (byte) (i + 1);
        }
        body[body.length - 2] = 63;
        out.writeBytes(Pictures.segment(0xda, body));
        int unitWidth = planes.length == 1 ? BLOCK : BLOCK * (most >> 4);
        int unitHeight = planes.length == 1 ? BLOCK : BLOCK * (most & 15);
        for (int y = 0; y * unitHeight < height; y++) {
            for (int x = 0; x * unitWidth < width; x++) {
                unit(x, y);
            }
        }
        put(0x7f, 7);
    }

    private void unit(int x, int y) {
        for (int i = 0; i < planes.length; i++) {
            int across = planes.length == 1 ? 1 : factors[i] >> 4;
            int down = planes.length == 1 ? 1 : factors[i] & 15;
            for (int v = 0; v < down; v++) {
                for (int h = 0; h < across; h++) {
                    block(i, BLOCK * (x * across + h), BLOCK * (y * down + v));
                }
            }
        }
    }

    private void block(int component, int left, int top) {
        double[] samples = new double[64];
        for (int i = 0; i < 64; i++) {
            samples[i] = sample(component, left + i % BLOCK, top + i / BLOCK) - 128;
        }
        int[] coefficients = transform(samples);
        int dc = coefficients[0] - lastDc[component];
        lastDc[component] = coefficients[0];
        int size = bitSize(dc);
        put(size, 4);
        number(dc, size);
        int run = 0;
        for (int i = 1; i < 64; i++) {
            int value = coefficients[ZIGZAG[i]];
            if (value == 0) {
                run++;
                continue;
            }
            for (; run > 15; run -= 16) {
                put(acCode(0xf0), 8);
            }
            size = bitSize(value);
            put(acCode(run << 4 | size), 8);
            number(value, size);
            run = 0;
        }
        if (run > 0) {
            put(acCode(0), 8);
        }
    }

    /** The mean of the plane over what a sample of the component covers; the edge goes on for ever. */
    private double sample(int component, int x, int y) {
        int across = planes.length == 1 ? 1 : factors[component] >> 4;
        int down = planes.length == 1 ? 1 : factors[component] & 15;
        int mostAcross = planes.length == 1 ? 1 : most >> 4;
        int mostDown = planes.length == 1 ? 1 : most & 15;
        double sum = 0;
        // In a grid that both divide.
        for (int j = 0; j < mostDown; j++) {
            for (int i = 0; i < mostAcross; i++) {
                int px = Math.min((x * mostAcross + i) / across, width - 1);
                int py = Math.min((y * mostDown + j) / down, height - 1);
                sum += planes[component][py * width + px] & 0xff;
            }
        }
        return sum / (mostAcross * mostDown);
    }

    private static int[] transform(double[] samples) {
        int[] out = new int[64];
        for (int v = 0; v < BLOCK; v++) {
            for (int u = 0; u < BLOCK; u++) {
                double sum = 0;
                for (int y = 0; y < BLOCK; y++) {
                    for (int x = 0; x < BLOCK; x++) {
                        sum += samples[y * BLOCK + x] * COSINES[u][x] * COSINES[v][y];
                    }
                }
                out[v * BLOCK + u] = (int) Math.round(sum / 4);
            }
        }
        return out;
    }

    private static double[][] cosines() {
        double[][] table = new double[BLOCK][BLOCK];
        for (int u = 0; u < BLOCK; u++) {
            for (int x = 0; x < BLOCK; x++) {
                table[u][x] = (u == 0 ? Math.sqrt(0.5) : 1) * Math.cos((2 * x + 1) * u * Math.PI / 16);
            }
        }
        return table;
    }

    private static int bitSize(int value) {
        return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    }

    private void number(int value, int size) {
        put(value < 0 ? value + (1 << size) - 1 : value, size);
    }

    private void put(int value, int count) {
        for (int bit = count - 1; bit >= 0; bit--) {
            pending = pending << 1 | value >> bit & 1;
            if (++pendingBits == 8) {
                out.write(pending);
                if ((pending & 0xff) == 0xff) {
                    out.write(0);
                }
                pending = 0;
                pendingBits = 0;
            }
        }
    }
}

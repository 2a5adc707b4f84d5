package io.github.avatarsync.media;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/**
 * Writes a small square picture as PNG: 8-bit RGB, or RGBA if any pixel is transparent. The same pixels give the same bytes. No
 * metadata but the statement that the colours are sRGB.
 */
final class PngEncoder {
    private static final int RGB = 2;
    private static final int RGB_ALPHA = 6;
    private static final int FILTERS = 5;

    private final int[] argb;
    private final int side;
    private final int bands;

    private PngEncoder(int[] argb, int side) {
        this.argb = argb;
        this.side = side;
        this.bands = opaque(argb) ? 3 : 4;
    }

    static byte[] encode(int[] argb, int side) {
        return new PngEncoder(argb, side).file();
    }

    static boolean opaque(int[] argb) {
        for (int pixel : argb) {
            if (pixel >>> 24 != 0xff) {
                return false;
            }
        }
        return true;
    }

    private byte[] file() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PngChunk.SIGNATURE);
        byte[] header = new byte[PngHeader.BYTES];
        PngChunk.put32(header, 0, side);
        PngChunk.put32(header, 4, side);
        header[8] = 8;
        header[9] = (byte) (bands == 3 ? RGB : RGB_ALPHA);
        out.writeBytes(PngChunk.of("IHDR", header));
        out.writeBytes(PngChunk.of("sRGB", (byte) 0));
        out.writeBytes(PngChunk.of("IDAT", compressed()));
        out.writeBytes(PngChunk.of("IEND"));
        return out.toByteArray();
    }

    private byte[] compressed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // The best compression takes four times as long and saves one byte in a hundred.
        Deflater deflater = new Deflater();
        try {
            byte[] above = new byte[side * bands];
            byte[] line = new byte[side * bands];
            for (int y = 0; y < side; y++) {
                row(y, line);
                deflater.setInput(filtered(line, above));
                drain(deflater, out);
                byte[] free = above;
                above = line;
                line = free;
            }
            deflater.finish();
            drain(deflater, out);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static void drain(Deflater deflater, ByteArrayOutputStream out) {
        byte[] buffer = new byte[8192];
        int count = deflater.deflate(buffer);
        while (count > 0) {
            out.write(buffer, 0, count);
            count = deflater.deflate(buffer);
        }
    }

    private void row(int y, byte[] line) {
        for (int x = 0; x < side; x++) {
            int pixel = argb[y * side + x];
            int at = x * bands;
            line[at] = (byte) (pixel >> 16);
            line[at + 1] = (byte) (pixel >> 8);
            line[at + 2] = (byte) pixel;
            if (bands == 4) {
                line[at + 3] = (byte) (pixel >> 24);
            }
        }
    }

    /** The filter with the smallest sum of absolute differences, as the specification suggests (12.8). */
    private byte[] filtered(byte[] line, byte[] above) {
        byte[] best = filtered(0, line, above);
        long least = sum(best);
        for (int filter = 1; filter < FILTERS; filter++) {
            byte[] candidate = filtered(filter, line, above);
            long sum = sum(candidate);
            if (sum < least) {
                least = sum;
                best = candidate;
            }
        }
        return best;
    }

    private static long sum(byte[] filtered) {
        long sum = 0;
        for (int i = 1; i < filtered.length; i++) {
            sum += Math.abs(filtered[i]);
        }
        return sum;
    }

    private byte[] filtered(int filter, byte[] line, byte[] above) {
        byte[] out = new byte[line.length + 1];
        out[0] = (byte) filter;
        for (int i = 0; i < line.length; i++) {
            int left = i < bands ? 0 : line[i - bands] & 0xff;
            int up = above[i] & 0xff;
            int corner = i < bands ? 0 : above[i - bands] & 0xff;
            int prediction = switch (filter) {
                case 0 -> 0;
                case 1 -> left;
                case 2 -> up;
                case 3 -> (left + up) / 2;
                default -> paeth(left, up, corner);
            };
            out[i + 1] = (byte) (line[i] - prediction);
        }
        return out;
    }

    private static int paeth(int left, int up, int corner) {
        int estimate = left + up - corner;
        int toLeft = Math.abs(estimate - left);
        int toUp = Math.abs(estimate - up);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}

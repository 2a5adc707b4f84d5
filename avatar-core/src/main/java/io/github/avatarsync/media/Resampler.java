package io.github.avatarsync.media;

/**
 * Shrinks or enlarges a picture to a square with the Lanczos filter of three lobes. Transparent pixels lend no colour to their
 * neighbours. The same input gives the same bytes everywhere: plain float arithmetic, strict since Java 17.
 */
final class Resampler {
    private static final int LOBES = 3;

    /** Which source samples make each target sample: {@code weights[target]} counts from {@code first[target]}. */
    private static final class Kernel {
        private final int[] first;
        private final float[][] weights;

        Kernel(int targets) {
            first = new int[targets];
            weights = new float[targets][];
        }
    }

    private final Pixels source;
    private final int side;
    private final int bands;
    private final Kernel across;
    private final Kernel down;

    private Resampler(Pixels source, Span x, Span y, int side) {
        this.source = source;
        this.side = side;
        this.bands = source.layout().bands;
        this.across = kernel(source.width(), x, side);
        this.down = kernel(source.height(), y, side);
    }

    /**
     * A stretch of the source, in samples; sample {@code i} covers {@code i} to {@code i + 1}.
     *
     * @param start may be fractional and slightly outside
     * @param length more than 0
     */
    record Span(double start, double length) {}

    static Samples square(Pixels source, Span x, Span y, int side) {
        return new Resampler(source, x, y, side).run();
    }

    private Samples run() {
        float[] sums = new float[side * side * bands];
        byte[] bytes = new byte[source.width() * bands];
        float[] row = new float[source.width() * bands];
        float[] narrow = new float[side * bands];
        for (int y = 0; y < source.height(); y++) {
            source.row(y, bytes);
            toFloat(bytes, row);
            narrow(row, narrow);
            addRow(y, narrow, sums);
        }
        return new Samples(side, source.layout(), toBytes(sums));
    }

    private void toFloat(byte[] bytes, float[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = bytes[i] & 0xff;
        }
        if (source.layout().alpha) {
            for (int i = 0; i < row.length; i += bands) {
                float alpha = row[i + bands - 1] / 255;
                for (int band = 0; band < bands - 1; band++) {
                    row[i + band] *= alpha;
                }
            }
        }
    }

    private void narrow(float[] row, float[] narrow) {
        for (int x = 0; x < side; x++) {
            float[] weights = across.weights[x];
            for (int band = 0; band < bands; band++) {
                float sum = 0;
                int at = across.first[x] * bands + band;
                for (float weight : weights) {
                    sum += weight * row[at];
                    at += bands;
                }
                narrow[x * bands + band] = sum;
            }
        }
    }

    private void addRow(int y, float[] narrow, float[] sums) {
        for (int target = 0; target < side; target++) {
            int tap = y - down.first[target];
            if (tap >= 0 && tap < down.weights[target].length) {
                float weight = down.weights[target][tap];
                int at = target * narrow.length;
                for (int i = 0; i < narrow.length; i++) {
                    sums[at + i] += weight * narrow[i];
                }
            }
        }
    }

    private byte[] toBytes(float[] sums) {
        byte[] out = new byte[sums.length];
        for (int i = 0; i < out.length; i += bands) {
            float scale = 1;
            if (source.layout().alpha) {
                float alpha = sums[i + bands - 1];
                out[i + bands - 1] = clamp(alpha);
                scale = alpha < 0.5f ? 0 : 255 / alpha;
            }
            for (int band = 0; band < bands - (source.layout().alpha ? 1 : 0); band++) {
                out[i + band] = clamp(sums[i + band] * scale);
            }
        }
        return out;
    }

    private static byte clamp(float value) {
        return (byte) Math.max(0, Math.min(255, (int) (value + 0.5f)));
    }

    private static Kernel kernel(int length, Span span, int side) {
        double scale = span.length / side;
        double stretch = Math.max(scale, 1);
        Kernel kernel = new Kernel(side);
        for (int i = 0; i < side; i++) {
            double centre = span.start + (i + 0.5) * scale;
            int from = clamp((int) Math.floor(centre - LOBES * stretch + 0.5), 0, length - 1);
            int to = clamp((int) Math.floor(centre + LOBES * stretch + 0.5), from + 1, length);
            kernel.first[i] = from;
            kernel.weights[i] = weights(from, to, centre, stretch);
        }
        return kernel;
    }

    private static float[] weights(int from, int to, double centre, double stretch) {
        double[] exact = new double[to - from];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            exact[i] = lanczos((from + i + 0.5 - centre) / stretch);
            sum += exact[i];
        }
        float[] weights = new float[exact.length];
        for (int i = 0; i < exact.length; i++) {
            weights[i] = (float) (sum == 0 ? 1.0 / exact.length : exact[i] / sum);
        }
        return weights;
    }

    private static double lanczos(double x) {
        if (x == 0) {
            return 1;
        }
        if (Math.abs(x) >= LOBES) {
            return 0;
        }
        double angle = Math.PI * x;
        return LOBES * StrictMath.sin(angle) * StrictMath.sin(angle / LOBES) / (angle * angle);
    }

    private static int clamp(int value, int least, int most) {
        return Math.max(least, Math.min(most, value));
    }
}

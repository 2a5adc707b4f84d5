package io.github.avatarsync.media;

import java.awt.image.BufferedImage;

/** Thumbnails at full quality, slow and simple: every pixel, double arithmetic; and how far others are from them. */
final class Reference {
    private static final int LOBES = 3;
    private static final int WINDOW = 8;

    private Reference() {}

    /** The largest square in the middle, resampled with Lanczos from every pixel. */
    static BufferedImage thumbnail(BufferedImage seen, int side) {
        int length = Math.min(seen.getWidth(), seen.getHeight());
        int left = (seen.getWidth() - length) / 2;
        int top = (seen.getHeight() - length) / 2;
        double[][] kernel = kernel(length, side);
        double[][][] narrow = new double[length][side][4];
        for (int y = 0; y < length; y++) {
            for (int x = 0; x < length; x++) {
                double[] pixel = premultiplied(seen.getRGB(left + x, top + y));
                for (int target = 0; target < side; target++) {
                    double weight = kernel[target][x];
                    for (int band = 0; band < 4 && weight != 0; band++) {
                        narrow[y][target][band] += weight * pixel[band];
                    }
                }
            }
        }
        BufferedImage thumbnail = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double[] sum = new double[4];
                for (int y = 0; y < length; y++) {
                    for (int band = 0; band < 4 && kernel[row][y] != 0; band++) {
                        sum[band] += kernel[row][y] * narrow[y][column][band];
                    }
                }
                thumbnail.setRGB(column, row, argb(sum));
            }
        }
        return thumbnail;
    }

    private static double[][] kernel(int length, int side) {
        double scale = (double) length / side;
        double stretch = Math.max(1, scale);
        double[][] kernel = new double[side][length];
        for (int target = 0; target < side; target++) {
            double sum = 0;
            for (int x = 0; x < length; x++) {
                double distance = (x + 0.5 - (target + 0.5) * scale) / stretch;
                kernel[target][x] = Math.abs(distance) < LOBES ? sinc(distance) * sinc(distance / LOBES) : 0;
                sum += kernel[target][x];
            }
            for (int x = 0; x < length; x++) {
                kernel[target][x] /= sum;
            }
        }
        return kernel;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double[] premultiplied(int argb) {
        double alpha = (argb >>> 24) / 255.0;
        return new double[] {(argb >> 16 & 0xff) * alpha, (argb >> 8 & 0xff) * alpha, (argb & 0xff) * alpha, alpha * 255
        };
    }

    private static int argb(double[] sum) {
        double alpha = Math.max(0, Math.min(255, sum[3]));
        int argb = (int) Math.round(alpha) << 24;
        for (int band = 0; band < 3 && alpha >= 0.5; band++) {
            // By the alpha as it came out: where it overshoots, so did the colours.
            argb |= (int) Math.max(0, Math.min(255, Math.round(sum[band] * 255 / sum[3]))) << (16 - 8 * band);
        }
        return argb;
    }

    /** The largest difference of any channel, as people see it on black; of alpha, too. */
    static int maxError(BufferedImage expected, BufferedImage actual) {
        int most = 0;
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                double[] a = premultiplied(expected.getRGB(x, y));
                double[] b = premultiplied(actual.getRGB(x, y));
                for (int band = 0; band < 4; band++) {
                    most = Math.max(most, (int) Math.round(Math.abs(a[band] - b[band])));
                }
            }
        }
        return most;
    }

    /** Structural similarity (Wang 2004), the least of the three colours, windows of 8 x 8. */
    static double ssim(BufferedImage expected, BufferedImage actual) {
        double least = 1;
        for (int band = 0; band < 3; band++) {
            double sum = 0;
            int windows = 0;
            for (int y = 0; y + WINDOW <= expected.getHeight(); y += WINDOW / 2) {
                for (int x = 0; x + WINDOW <= expected.getWidth(); x += WINDOW / 2) {
                    sum += window(expected, actual, x, y, band);
                    windows++;
                }
            }
            least = Math.min(least, sum / windows);
        }
        return least;
    }

    private static double window(BufferedImage expected, BufferedImage actual, int left, int top, int band) {
        double n = WINDOW * WINDOW;
        double a = 0;
        double b = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int y = top; y < top + WINDOW; y++) {
            for (int x = left; x < left + WINDOW; x++) {
                double p = premultiplied(expected.getRGB(x, y))[band];
                double q = premultiplied(actual.getRGB(x, y))[band];
                a += p;
                b += q;
                aa += p * p;
                bb += q * q;
                ab += p * q;
            }
        }
        double meanA = a / n;
        double meanB = b / n;
        double c1 = 6.5025;
        double c2 = 58.5225;
        return (2 * meanA * meanB + c1)
                * (2 * (ab / n - meanA * meanB) + c2)
                / ((meanA * meanA + meanB * meanB + c1) * (aa / n - meanA * meanA + bb / n - meanB * meanB + c2));
    }
}

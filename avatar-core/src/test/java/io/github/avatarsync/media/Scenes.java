package io.github.avatarsync.media;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** Pictures with soft and hard edges, and the same pictures in every arrangement of samples. */
final class Scenes {
    private Scenes() {}

    /** Soft waves of colour, a disc and bars; no colour at its limits. */
    static BufferedImage scene(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = (double) x / width;
                double v = (double) y / height;
                double light = 0.5 + 0.2 * Math.sin(9 * u + 5 * v);
                double red = light + 0.15 * Math.sin(4 * u + 1);
                double blue = light - 0.15 * Math.cos(5 * v);
                double bars = v > 0.7 && (int) (u * 20) % 2 == 0 ? 0.25 : 0;
                double disc = Math.hypot(u - 0.4, v - 0.4) < 0.2 ? 0.15 : 0;
                image.setRGB(x, y, of(red - bars) << 16 | of(light + disc - bars) << 8 | of(blue - bars));
            }
        }
        return image;
    }

    private static int of(double value) {
        return (int) Math.round(255 * Math.max(0.1, Math.min(0.9, value)));
    }

    /** Grey as a camera without colours sees the scene. */
    static BufferedImage grey(BufferedImage scene) {
        BufferedImage grey = new BufferedImage(scene.getWidth(), scene.getHeight(), BufferedImage.TYPE_INT_RGB);
        each(scene, (x, y, rgb) -> grey.setRGB(x, y, (rgb >> 8 & 0xff) * 0x010101));
        return grey;
    }

    /** The scene, more and more transparent from left to right. */
    static BufferedImage fading(BufferedImage scene) {
        BufferedImage fading = new BufferedImage(scene.getWidth(), scene.getHeight(), BufferedImage.TYPE_INT_ARGB);
        each(scene, (x, y, rgb) -> fading.setRGB(x, y, 255 * x / scene.getWidth() << 24 | rgb & 0xffffff));
        return fading;
    }

    /** 8 or 16 bits, 1 to 4 bands: grey, grey with alpha, colours, colours with alpha. */
    static BufferedImage samples(BufferedImage picture, int bits, int bands) {
        boolean alpha = bands % 2 == 0;
        int[] sizes = new int[bands];
        Arrays.fill(sizes, bits);
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                sizes,
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(picture.getWidth(), picture.getHeight());
        int factor = bits == 8 ? 1 : 257;
        each(picture, (x, y, argb) -> {
            int[] pixel = bands < 3
                    ? new int[] {argb >> 8 & 0xff, argb >>> 24}
                    : new int[] {argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, argb >>> 24};
            for (int band = 0; band < bands; band++) {
                raster.setSample(x, y, band, pixel[band] * factor);
            }
        });
        return new BufferedImage(model, raster, false, null);
    }

    /** Reduced to so many bits of grey, or of a palette with one transparent entry. */
    static BufferedImage indexed(BufferedImage picture, int bits, boolean transparent) {
        int entries = 1 << bits;
        byte[] red = new byte[entries];
        byte[] green = new byte[entries];
        byte[] blue = new byte[entries];
        for (int i = 0; i < entries; i++) {
            red[i] = (byte) (255 * i / (entries - 1));
            green[i] = transparent ? (byte) (255 - 255 * i / (entries - 1)) : red[i];
            blue[i] = transparent ? (byte) 99 : red[i];
        }
        IndexColorModel palette = transparent
                ? new IndexColorModel(bits, entries, red, green, blue, entries - 1)
                : new IndexColorModel(bits, entries, red, green, blue);
        BufferedImage image = new BufferedImage(
                picture.getWidth(),
                picture.getHeight(),
                bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
                palette);
        each(picture, (x, y, rgb) -> image.getRaster().setSample(x, y, 0, (rgb >> 8 & 0xff) * entries >> 8));
        return image;
    }

    /** The picture as a JPEG stores it: luma and chroma, or the ink that is left of them. */
    static byte[][] planes(BufferedImage picture, Planes kind) {
        int count = kind == Planes.GREY ? 1 : kind == Planes.INK || kind == Planes.YCCK ? 4 : 3;
        byte[][] planes = new byte[count][picture.getWidth() * picture.getHeight()];
        each(picture, (x, y, rgb) -> {
            int[] samples = kind.of(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
            for (int i = 0; i < count; i++) {
                planes[i][y * picture.getWidth() + x] = (byte) samples[i];
            }
        });
        return planes;
    }

    /** The components of a JPEG. */
    enum Planes {
        GREY,
        RGB,
        YCC,
        /** Without black; 255 is full. */
        INK,
        YCCK;

        int[] of(int r, int g, int b) {
            return switch (this) {
                case GREY -> new int[] {g};
                case RGB -> new int[] {r, g, b};
                case YCC -> ycc(r, g, b);
                case INK -> new int[] {255 - r, 255 - g, 255 - b, 0};
                // What Adobe writes: the inverse of the ink, of which the first three are coded as if they were
                // colours.
                case YCCK -> {
                    int[] ycc = ycc(255 - r, 255 - g, 255 - b);
                    yield new int[] {ycc[0], ycc[1], ycc[2], 255};
                }
            };
        }

        private static int[] ycc(int r, int g, int b) {
            return new int[] {
                (int) Math.round(0.299 * r + 0.587 * g + 0.114 * b),
                (int) Math.round(128 - 0.168736 * r - 0.331264 * g + 0.5 * b),
                (int) Math.round(128 + 0.5 * r - 0.418688 * g - 0.081312 * b)
            };
        }
    }

    private interface PixelVisitor {
        void visit(int x, int y, int argb);
    }

    private static void each(BufferedImage image, PixelVisitor visitor) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                visitor.visit(x, y, image.getRGB(x, y));
            }
        }
    }
}

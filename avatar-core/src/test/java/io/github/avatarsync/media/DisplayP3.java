package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;
import static io.github.avatarsync.media.Pictures.u16;
import static io.github.avatarsync.media.Pictures.u32;

import java.awt.image.BufferedImage;

/** The colour space of phones: a profile for it, and what its numbers mean in sRGB, by the formula. */
final class DisplayP3 {
    private static final int CURVE = 1024;

    private DisplayP3() {}

    /** An ICC profile of version 2 with the primaries adapted to D50, and the curve of sRGB. */
    static byte[] profile() {
        byte[][] tags = {
            xyz(0.9642, 1, 0.8249),
            xyz(0.51512, 0.24120, -0.00105),
            xyz(0.29198, 0.69225, 0.04189),
            xyz(0.15710, 0.06657, 0.78407),
            curve()
        };
        String[] names = {"wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"};
        int[] contents = {0, 1, 2, 3, 4, 4, 4};
        int[] offsets = new int[tags.length];
        int offset = 128 + 4 + 12 * names.length;
        for (int i = 0; i < tags.length; i++) {
            offsets[i] = offset;
            offset += tags[i].length;
        }
        byte[] table = u32(names.length);
        for (int i = 0; i < names.length; i++) {
            int content = contents[i];
            table = join(table, latin(names[i]), u32(offsets[content]), u32(tags[content].length));
        }
        byte[] header = join(
                u32(offset),
                new byte[4],
                u32(0x02100000),
                latin("mntrRGB XYZ "),
                new byte[12],
                latin("acsp"),
                new byte[28],
                number(0.9642),
                number(1),
                number(0.8249),
                new byte[48]);
        return join(header, table, join(tags));
    }

    /** The picture whose numbers are of this space, in sRGB. */
    static BufferedImage inSrgb(BufferedImage picture) {
        BufferedImage converted =
                new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                double r = linear(rgb >> 16 & 0xff);
                double g = linear(rgb >> 8 & 0xff);
                double b = linear(rgb & 0xff);
                int red = coded(1.22494 * r - 0.22494 * g);
                int green = coded(-0.04206 * r + 1.04206 * g);
                int blue = coded(-0.01964 * r - 0.07864 * g + 1.09828 * b);
                converted.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return converted;
    }

    private static double linear(int value) {
        double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    private static int coded(double linear) {
        double v = Math.max(0, Math.min(1, linear));
        return (int) Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055));
    }

    private static byte[] curve() {
        byte[] curve = join(latin("curv"), new byte[4], u32(CURVE));
        byte[][] entries = new byte[CURVE][];
        for (int i = 0; i < CURVE; i++) {
            double v = i / (CURVE - 1.0);
            double light = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
            entries[i] = u16((int) Math.round(65_535 * light));
        }
        return join(curve, join(entries));
    }

    private static byte[] xyz(double x, double y, double z) {
        return join(latin("XYZ "), new byte[4], number(x), number(y), number(z));
    }

    private static byte[] number(double value) {
        return u32((int) Math.round(value * 65_536));
    }
}

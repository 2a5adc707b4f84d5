package io.github.avatarsync.testkit;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * EXIF data as phones write them: orientation, camera and place.
 *
 * <pre>
 * FFE1 length "Exif" 0 0 | "MM" 42 8 | IFD0: make, orientation, pointer | GPS IFD: refs, pointers | values
 * </pre>
 */
final class Exif {
    private static final short ASCII = 2;
    private static final short SHORT = 3;
    private static final short LONG = 4;
    private static final short RATIONAL = 5;

    private static final int IFD0 = 8;
    private static final int ENTRY = 12;
    private static final int GPS_IFD = IFD0 + 2 + 3 * ENTRY + 4;
    private static final int VALUES = GPS_IFD + 2 + 4 * ENTRY + 4;
    private static final int RATIONALS = 3 * 8;

    private Exif() {}

    /** A colour for each quarter of the upright picture. */
    @FunctionalInterface
    interface Quarters {
        int color(boolean left, boolean above);
    }

    /** The picture as it is stored, so that the orientation makes it upright. */
    static BufferedImage turned(int width, int height, int orientation, Quarters quarters) {
        boolean onItsSide = orientation >= 5;
        int storedWidth = onItsSide ? height : width;
        int storedHeight = onItsSide ? width : height;
        BufferedImage stored = new BufferedImage(storedWidth, storedHeight, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < storedHeight; y++) {
            for (int x = 0; x < storedWidth; x++) {
                int u = onItsSide ? y : x;
                int v = onItsSide ? x : y;
                boolean fromRight = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
                boolean fromBelow = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
                boolean left = (fromRight ? width - 1 - u : u) < width / 2;
                boolean above = (fromBelow ? height - 1 - v : v) < height / 2;
                stored.setRGB(x, y, quarters.color(left, above));
            }
        }
        return stored;
    }

    /** Puts the EXIF data right after the start of a JPEG, where phones have it. */
    static byte[] insert(byte[] jpeg, int orientation) {
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("EXIF knows the orientations 1 to 8, was " + orientation);
        }
        byte[] tiff = tiff(orientation);
        byte[] exif = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + exif.length + tiff.length);
        out.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (2 + exif.length + tiff.length));
        out.put(exif).put(tiff).put(jpeg, 2, jpeg.length - 2);
        return out.array();
    }

    private static byte[] tiff(int orientation) {
        byte[] make = (SampleImages.CAMERA + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(VALUES + 2 * RATIONALS + make.length);
        out.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(IFD0);

        out.putShort((short) 3);
        entry(out, 0x010f, ASCII, make.length).putInt(VALUES + 2 * RATIONALS);
        entry(out, 0x0112, SHORT, 1).putShort((short) orientation).putShort((short) 0);
        entry(out, 0x8825, LONG, 1).putInt(GPS_IFD);
        out.putInt(0);

        out.putShort((short) 4);
        entry(out, 1, ASCII, 2).put(text("N\0"));
        entry(out, 2, RATIONAL, 3).putInt(VALUES);
        entry(out, 3, ASCII, 2).put(text("E\0"));
        entry(out, 4, RATIONAL, 3).putInt(VALUES + RATIONALS);
        out.putInt(0);

        degrees(out, 52, 31, 12);
        degrees(out, 13, 24, 36);
        return out.put(make).array();
    }

    private static ByteBuffer entry(ByteBuffer out, int tag, short type, int count) {
        return out.putShort((short) tag).putShort(type).putInt(count);
    }

    private static byte[] text(String value) {
        return Arrays.copyOf(value.getBytes(StandardCharsets.US_ASCII), 4);
    }

    private static void degrees(ByteBuffer out, int degrees, int minutes, int seconds) {
        out.putInt(degrees).putInt(1).putInt(minutes).putInt(1).putInt(seconds).putInt(1);
    }
}

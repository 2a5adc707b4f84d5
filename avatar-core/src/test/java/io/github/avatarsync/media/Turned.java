package io.github.avatarsync.media;

import java.awt.image.BufferedImage;

/** Stores a picture the way a camera held at an angle does; written from the EXIF standard, not from the code under test. */
final class Turned {
    private Turned() {}

    /** The pixels as they are stored so that a viewer who obeys the orientation shows {@code seen}. */
    static BufferedImage stored(BufferedImage seen, int orientation) {
        int w = seen.getWidth();
        int h = seen.getHeight();
        boolean sideways = orientation >= 5;
        BufferedImage stored = new BufferedImage(sideways ? h : w, sideways ? w : h, seen.getType());
        for (int row = 0; row < stored.getHeight(); row++) {
            for (int column = 0; column < stored.getWidth(); column++) {
                stored.setRGB(column, row, pixel(seen, orientation, row, column));
            }
        }
        return stored;
    }

    /** The standard names the visual side at which the stored row 0 and the stored column 0 lie. */
    private static int pixel(BufferedImage seen, int orientation, int row, int column) {
        int right = seen.getWidth() - 1;
        int bottom = seen.getHeight() - 1;
        return switch (orientation) {
            case 1 -> seen.getRGB(column, row); // top, left
            case 2 -> seen.getRGB(right - column, row); // top, right
            case 3 -> seen.getRGB(right - column, bottom - row); // bottom, right
            case 4 -> seen.getRGB(column, bottom - row); // bottom, left
            case 5 -> seen.getRGB(row, column); // left, top
            case 6 -> seen.getRGB(right - row, column); // right, top
            case 7 -> seen.getRGB(right - row, bottom - column); // right, bottom
            case 8 -> seen.getRGB(row, bottom - column); // left, bottom
            default -> throw new IllegalArgumentException("orientation " + orientation);
        };
    }
}

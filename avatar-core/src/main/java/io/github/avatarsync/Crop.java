package io.github.avatarsync;

/**
 * A rectangle of the picture as people see it (orientation applied), in pixels, from which thumbnails are made.
 *
 * @param x left edge, 0 or more
 * @param y upper edge, 0 or more
 * @param width 1 or more
 * @param height 1 or more
 */
public record Crop(int x, int y, int width, int height) {
    /**
     * Checks the ranges that do not depend on a picture.
     *
     * @throws IllegalArgumentException if an edge is negative or a side is not positive
     */
    public Crop {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "crop needs x, y >= 0 and width, height >= 1, was: " + x + "," + y + " " + width + "x" + height);
        }
    }
}

package io.github.avatarsync.media;

/** A rectangle in pixels. */
record Box(int x, int y, int width, int height) {
    static Box of(int width, int height) {
        return new Box(0, 0, width, height);
    }

    /** The largest square in the middle. */
    Box centreSquare() {
        int side = Math.min(width, height);
        return new Box(x + (width - side) / 2, y + (height - side) / 2, side, side);
    }

    boolean contains(Box other) {
        return other.x >= x
                && other.y >= y
                && (long) other.x + other.width <= (long) x + width
                && (long) other.y + other.height <= (long) y + height;
    }
}

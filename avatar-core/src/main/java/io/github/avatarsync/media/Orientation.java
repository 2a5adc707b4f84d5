package io.github.avatarsync.media;

/**
 * How stored pixels are turned so that people see the picture upright: EXIF orientation 1 to 8.
 *
 * <p>A point seen at (x, y) is stored at: x and y swapped first if {@code transposed}, then mirrored on each stored axis.
 */
enum Orientation {
    UPRIGHT(1, false, false, false),
    MIRRORED(2, false, true, false),
    UPSIDE_DOWN(3, false, true, true),
    FLIPPED(4, false, false, true),
    TRANSPOSED(5, true, false, false),
    TURN_RIGHT(6, true, false, true),
    TRANSVERSED(7, true, true, true),
    TURN_LEFT(8, true, true, false);

    /** The value in EXIF. */
    final int exif;

    final boolean transposed;
    private final boolean mirrorX;
    private final boolean mirrorY;

    Orientation(int exif, boolean transposed, boolean mirrorX, boolean mirrorY) {
        this.exif = exif;
        this.transposed = transposed;
        this.mirrorX = mirrorX;
        this.mirrorY = mirrorY;
    }

    /** The meaning of an EXIF value; anything outside 1 to 8 is upright, as browsers take it. */
    static Orientation of(int exif) {
        for (Orientation orientation : values()) {
            if (orientation.exif == exif) {
                return orientation;
            }
        }
        return UPRIGHT;
    }

    /** Where the rectangle that people see lies in the stored picture of this size. */
    Box stored(Box seen, int storedWidth, int storedHeight) {
        Box box = transposed ? new Box(seen.y(), seen.x(), seen.height(), seen.width()) : seen;
        int x = mirrorX ? storedWidth - box.x() - box.width() : box.x();
        int y = mirrorY ? storedHeight - box.y() - box.height() : box.y();
        return new Box(x, y, box.width(), box.height());
    }

    /** Turns a stored square picture upright. */
    int[] upright(int[] stored, int side) {
        if (this == UPRIGHT) {
            return stored;
        }
        int[] seen = new int[stored.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int sx = transposed ? y : x;
                int sy = transposed ? x : y;
                seen[y * side + x] = stored[(mirrorY ? side - 1 - sy : sy) * side + (mirrorX ? side - 1 - sx : sx)];
            }
        }
        return seen;
    }
}

package io.github.avatarsync.media;

/** A decoded picture, read row by row as interleaved 8-bit samples. Not thread-safe. */
interface Pixels {
    int width();

    int height();

    Layout layout();

    /** Writes row {@code y} to the start of {@code target}, which has room for {@code width * layout.bands}. */
    void row(int y, byte[] target);
}

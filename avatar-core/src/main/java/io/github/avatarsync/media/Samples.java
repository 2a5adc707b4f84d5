package io.github.avatarsync.media;

/** A small square picture: interleaved 8-bit samples. */
final class Samples {
    private final int side;
    private final Layout layout;
    private final byte[] data;

    Samples(int side, Layout layout, byte[] data) {
        this.side = side;
        this.layout = layout;
        this.data = data;
    }

    int side() {
        return side;
    }

    Layout layout() {
        return layout;
    }

    /** Not copied. */
    byte[] data() {
        return data;
    }
}

package io.github.avatarsync.media;

/** What the samples of a pixel mean, in their order; each has 8 bits. CMYK counts ink: 255 is full. */
enum Layout {
    GREY(1, false),
    GREY_ALPHA(2, true),
    RGB(3, false),
    RGB_ALPHA(4, true),
    CMYK(4, false);

    final int bands;
    final boolean alpha;

    Layout(int bands, boolean alpha) {
        this.bands = bands;
        this.alpha = alpha;
    }

    /** The layout of decoded pictures with so many bands, CMYK apart. */
    static Layout of(int bands) {
        return switch (bands) {
            case 1 -> GREY;
            case 2 -> GREY_ALPHA;
            case 3 -> RGB;
            case 4 -> RGB_ALPHA;
            default -> throw new IllegalArgumentException("a decoder made " + bands + " bands");
        };
    }
}

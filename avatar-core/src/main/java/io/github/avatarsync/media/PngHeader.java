package io.github.avatarsync.media;

/** The IHDR chunk of a PNG: size, and the combination of bit depth and colour type that the specification allows. */
record PngHeader(int width, int height, int depth, int colourType) {
    static final int BYTES = 13;
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    static PngHeader read(Cursor in, Limits limits) {
        long width = in.u32("width");
        long height = in.u32("height");
        limits.size(width, height);
        PngHeader header = new PngHeader((int) width, (int) height, in.u8("bit depth"), in.u8("colour type"));
        int compression = in.u8("compression");
        int filter = in.u8("filter");
        int interlace = in.u8("interlace");
        if (!header.isLegal() || compression != 0 || filter != 0 || interlace > 1) {
            throw Reject.malformed(Format.PNG, "a header that the specification does not allow");
        }
        return header;
    }

    boolean needsPalette() {
        return colourType == PALETTE;
    }

    /** Samples of a colour that can stand for transparent and that we look for ourselves; 0 for other pictures. */
    int keySamples() {
        if (depth != 8) {
            return 0;
        }
        return colourType == GREY ? 1 : colourType == RGB ? 3 : 0;
    }

    private boolean isLegal() {
        return switch (colourType) {
            case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
            default -> false;
        };
    }
}

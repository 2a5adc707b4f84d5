package io.github.avatarsync.media;

/**
 * The pixels of a canvas that are decoded: every {@code step}-th in a region, each in the middle of the square it stands for.
 *
 * @param region of the canvas, as stored
 * @param step 1 or more
 * @param coarse if all thumbnails are at most an eighth of the region
 */
record Grid(Box region, int step, boolean coarse) {
    /** Samples per target pixel that keep a picture as good as one decoded in full (SSIM 0.995). */
    private static final int OVERSAMPLING = 3;

    /** The side of a block of a JPEG: its first scan has one sample for each. */
    private static final int BLOCK = 8;

    /** The coarsest grid that is fine enough for thumbnails up to this size. */
    static Grid of(Box region, int thumbnail) {
        int side = Math.min(region.width(), region.height());
        return new Grid(region, Math.max(1, side / (OVERSAMPLING * thumbnail)), side >= BLOCK * thumbnail);
    }

    int columns() {
        return samples(region.width());
    }

    int rows() {
        return samples(region.height());
    }

    /** The first sample at or after a place on the canvas, across. */
    int columnAt(int x) {
        return sampleAt(x - region.x());
    }

    /** The first sample at or after a place on the canvas, down. */
    int rowAt(int y) {
        return sampleAt(y - region.y());
    }

    /** Where a column of samples lies on the canvas. */
    int x(int column) {
        return region.x() + offset() + column * step;
    }

    int y(int row) {
        return region.y() + offset() + row * step;
    }

    /** The region across, measured in samples. */
    Resampler.Span across() {
        return span(region.width());
    }

    /** The region down, measured in samples. */
    Resampler.Span down() {
        return span(region.height());
    }

    private int offset() {
        return (step - 1) / 2;
    }

    private int samples(int length) {
        return (length - offset() + step - 1) / step;
    }

    private int sampleAt(int place) {
        return Math.max(0, Math.floorDiv(place - offset() + step - 1, step));
    }

    private Resampler.Span span(int length) {
        return new Resampler.Span(0.5 - (offset() + 0.5) / step, (double) length / step);
    }
}

package io.github.avatarsync.media;

import jakarta.annotation.Nullable;

/**
 * What an inspector found in a picture, and the two files rebuilt from its allow-listed parts.
 *
 * @param format of the file
 * @param width of the canvas as stored, before the orientation is applied
 * @param height of the canvas as stored
 * @param orientation how the stored pixels have to be turned
 * @param frame where the first frame lies; may reach beyond the canvas
 * @param sealed the original without metadata
 * @param still the first frame alone, without metadata and colour profile: all that a decoder gets to see
 * @param metered bytes of {@code still} before which a decoder has to keep its {@link Allowance}; behind them it makes much
 *     garbage, but holds little
 * @param profile the ICC profile, or null
 * @param key the colour that stands for transparent, one byte for each sample, or null
 * @param jpeg what only a JPEG has, or null
 */
record Inspection(
        Format format,
        int width,
        int height,
        Orientation orientation,
        Box frame,
        Parts sealed,
        Parts still,
        int metered,
        @Nullable IccProfile profile,
        @Nullable byte[] key,
        @Nullable JpegTraits jpeg) {

    /**
     * What the decoder of a JPEG has to know.
     *
     * @param components 1, 3 or 4
     * @param adobeTransform of the Adobe segment: 0 none, 1 YCbCr, 2 YCCK; -1 without that segment
     * @param progressive if the picture comes in several scans
     * @param previewFirst if the first scan holds the whole picture at an eighth of its resolution
     */
    record JpegTraits(int components, int adobeTransform, boolean progressive, boolean previewFirst) {}

    Inspection(
            Format format,
            int width,
            int height,
            Orientation orientation,
            Parts sealed,
            Parts still,
            @Nullable IccProfile profile,
            @Nullable byte[] key) {
        this(
                format,
                width,
                height,
                orientation,
                Box.of(width, height),
                sealed,
                still,
                still.size(),
                profile,
                key,
                null);
    }

    int seenWidth() {
        return orientation.transposed ? height : width;
    }

    int seenHeight() {
        return orientation.transposed ? width : height;
    }
}

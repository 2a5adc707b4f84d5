package io.github.avatarsync.media;

/**
 * The four components of a CMYK JPEG as ink: undoes Adobe's inversion and the YCCK transform (Adobe technical note 5116).
 *
 * @param stored the components as decoded
 * @param adobeTransform of the Adobe segment, -1 without one
 */
record InkPixels(Pixels stored, int adobeTransform) implements Pixels {
    @Override
    public int width() {
        return stored.width();
    }

    @Override
    public int height() {
        return stored.height();
    }

    @Override
    public Layout layout() {
        return Layout.CMYK;
    }

    @Override
    public void row(int y, byte[] target) {
        stored.row(y, target);
        if (adobeTransform < 0) {
            return;
        }
        for (int i = 0; i < 4 * width(); i += 4) {
            if (adobeTransform == 2) {
                fromYcck(target, i);
            } else {
                target[i] = (byte) ~target[i];
                target[i + 1] = (byte) ~target[i + 1];
                target[i + 2] = (byte) ~target[i + 2];
            }
            target[i + 3] = (byte) ~target[i + 3];
        }
    }

    /** Luma and chroma of the inverse of inverted ink: the transform yields the ink itself. */
    private static void fromYcck(byte[] pixel, int i) {
        float luma = pixel[i] & 0xff;
        float blue = (pixel[i + 1] & 0xff) - 128;
        float red = (pixel[i + 2] & 0xff) - 128;
        pixel[i] = clamp(luma + 1.402f * red);
        pixel[i + 1] = clamp(luma - 0.344136f * blue - 0.714136f * red);
        pixel[i + 2] = clamp(luma + 1.772f * blue);
    }

    private static byte clamp(float value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}

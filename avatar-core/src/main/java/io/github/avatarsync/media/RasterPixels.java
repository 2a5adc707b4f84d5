package io.github.avatarsync.media;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;

/**
 * The samples of a decoded picture as they are stored, without the colour conversions of {@link BufferedImage#getRGB}: those take
 * grey for linear light and brighten it.
 */
final class RasterPixels {
    private RasterPixels() {}

    static Pixels of(BufferedImage image) {
        image.coerceData(false);
        Raster raster = image.getRaster();
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return new Indexed(raster, palette);
        }
        Layout layout = Layout.of(raster.getNumBands());
        if (raster.getSampleModel() instanceof SinglePixelPackedSampleModel) {
            return new Slow(raster, layout);
        }
        return switch (raster.getTransferType()) {
            case DataBuffer.TYPE_BYTE -> new Bytes(raster, layout);
            case DataBuffer.TYPE_USHORT -> new Shorts(raster, layout);
            default -> new Slow(raster, layout);
        };
    }

    static Pixels of(Raster raster, Layout layout) {
        return new Bytes(raster, layout);
    }

    private record Bytes(Raster raster, Layout layout) implements Pixels {
        @Override
        public int width() {
            return raster.getWidth();
        }

        @Override
        public int height() {
            return raster.getHeight();
        }

        @Override
        public void row(int y, byte[] target) {
            raster.getDataElements(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, target);
        }
    }

    private record Shorts(Raster raster, Layout layout) implements Pixels {
        @Override
        public int width() {
            return raster.getWidth();
        }

        @Override
        public int height() {
            return raster.getHeight();
        }

        @Override
        public void row(int y, byte[] target) {
            short[] line = new short[raster.getWidth() * layout.bands];
            raster.getDataElements(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, line);
            for (int i = 0; i < line.length; i++) {
                target[i] = (byte) (((line[i] & 0xffff) * 255 + 32_895) >>> 16);
            }
        }
    }

    /** Any other arrangement of 8-bit samples. */
    private record Slow(Raster raster, Layout layout) implements Pixels {
        @Override
        public int width() {
            return raster.getWidth();
        }

        @Override
        public int height() {
            return raster.getHeight();
        }

        @Override
        public void row(int y, byte[] target) {
            int[] line = raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, (int[]) null);
            for (int i = 0; i < line.length; i++) {
                target[i] = (byte) line[i];
            }
        }
    }

    private static final class Indexed implements Pixels {
        private final Raster raster;
        private final Layout layout;
        private final byte[] colours;
        private final int entries;
        private final int[] line;

        Indexed(Raster raster, IndexColorModel palette) {
            this.raster = raster;
            this.layout = palette.hasAlpha() ? Layout.RGB_ALPHA : Layout.RGB;
            this.entries = palette.getMapSize();
            this.colours = new byte[entries * layout.bands];
            this.line = new int[raster.getWidth()];
            for (int i = 0; i < entries; i++) {
                int at = i * layout.bands;
                colours[at] = (byte) palette.getRed(i);
                colours[at + 1] = (byte) palette.getGreen(i);
                colours[at + 2] = (byte) palette.getBlue(i);
                if (layout.alpha) {
                    colours[at + 3] = (byte) palette.getAlpha(i);
                }
            }
        }

        @Override
        public int width() {
            return raster.getWidth();
        }

        @Override
        public int height() {
            return raster.getHeight();
        }

        @Override
        public Layout layout() {
            return layout;
        }

        @Override
        public void row(int y, byte[] target) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, 0, line);
            for (int x = 0; x < line.length; x++) {
                int entry = Math.min(line[x], entries - 1);
                System.arraycopy(colours, entry * layout.bands, target, x * layout.bands, layout.bands);
            }
        }
    }
}

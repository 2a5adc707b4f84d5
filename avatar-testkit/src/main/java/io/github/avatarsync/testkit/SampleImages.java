package io.github.avatarsync.testkit;

import jakarta.annotation.Nonnull;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes image files for tests, in memory; nothing is shipped and nothing is read.
 *
 * <p>The same call gives the same bytes on one JDK. Pictures are a colour gradient with some noise, so that they weigh about what
 * a photo weighs; another seed makes another picture. Needs no display.
 */
public final class SampleImages {
    /** The name of the camera in {@link #phonePhoto}; a file that still has it was not stripped. */
    public static final String CAMERA = "Testkit Phone";

    private static final long SEED = 1;

    private static final int NOISE = 24;

    /** Neighbouring seeds of {@link Random} begin alike; 2^64 divided by the golden ratio keeps them apart. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private SampleImages() {}

    /**
     * A PNG.
     *
     * @param width in pixels
     * @param height in pixels
     * @return the file
     */
    @Nonnull
    public static byte[] png(int width, int height) {
        return png(width, height, SEED);
    }

    /**
     * One of many PNGs.
     *
     * @param width in pixels
     * @param height in pixels
     * @param seed which picture
     * @return the file
     */
    @Nonnull
    public static byte[] png(int width, int height, long seed) {
        return write("png", picture(width, height, seed));
    }

    /**
     * A JPEG without metadata.
     *
     * @param width in pixels
     * @param height in pixels
     * @return the file
     */
    @Nonnull
    public static byte[] jpeg(int width, int height) {
        return jpeg(width, height, SEED);
    }

    /**
     * One of many JPEGs.
     *
     * @param width in pixels
     * @param height in pixels
     * @param seed which picture
     * @return the file
     */
    @Nonnull
    public static byte[] jpeg(int width, int height, long seed) {
        return write("jpeg", picture(width, height, seed));
    }

    /**
     * A JPEG as a phone makes it: turned, with the orientation, the place (GPS) and the camera's name in its EXIF data.
     *
     * <p>Seen upright its quarters are red and green above, blue and white below.
     *
     * @param width as people see it, in pixels
     * @param height as people see it, in pixels
     * @param orientation 1 to 8, as EXIF counts
     * @return the file
     */
    @Nonnull
    public static byte[] phonePhoto(int width, int height, int orientation) {
        return Exif.insert(write("jpeg", Exif.turned(width, height, orientation, SampleImages::quarter)), orientation);
    }

    /**
     * A GIF of one frame.
     *
     * @param width in pixels
     * @param height in pixels
     * @return the file
     */
    @Nonnull
    public static byte[] gif(int width, int height) {
        return animatedGif(width, height, 1);
    }

    /**
     * A GIF that moves.
     *
     * @param width in pixels
     * @param height in pixels
     * @param frames 1 or more, each another picture
     * @return the file
     */
    @Nonnull
    public static byte[] animatedGif(int width, int height, int frames) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames; i++) {
                BufferedImage frame = indexed(picture(width, height, SEED + i));
                writer.writeToSequence(new IIOImage(frame, null, frameMetadata(writer, frame)), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    /**
     * A lossless WebP.
     *
     * @param width in pixels, up to 16,384
     * @param height in pixels, up to 16,384
     * @return the file
     */
    @Nonnull
    public static byte[] webp(int width, int height) {
        return LosslessWebp.encode(picture(width, height, SEED));
    }

    /**
     * A file that is no picture at all.
     *
     * @return some lines of text
     */
    @Nonnull
    public static byte[] text() {
        return "This is a shopping list, not a picture:\n- milk\n- bread\n".getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A file cut off in the middle, as by a broken upload.
     *
     * @param file any file
     * @return its first half
     */
    @Nonnull
    public static byte[] truncated(@Nonnull byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    /**
     * A PNG that is fine but for its size: something long follows its end.
     *
     * @param size in bytes
     * @return a file of exactly that size
     */
    @Nonnull
    public static byte[] oversized(int size) {
        return Arrays.copyOf(png(16, 16), size);
    }

    /** A gradient from corner to corner, with noise. */
    private static BufferedImage picture(int width, int height, long seed) {
        Random random = new Random(seed * SPREAD);
        int hue = random.nextInt(256);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = random.nextInt(NOISE);
                int red = (x * 200 / width + noise) & 0xff;
                int green = (y * 200 / height + noise) & 0xff;
                image.setRGB(x, y, red << 16 | green << 8 | ((hue + noise) & 0xff));
            }
        }
        return image;
    }

    /** The colour of a point, seen upright: red and green above, blue and white below. */
    private static int quarter(boolean left, boolean above) {
        if (above) {
            return left ? 0xff0000 : 0x00ff00;
        }
        return left ? 0x0000ff : 0xffffff;
    }

    private static byte[] write(String format, BufferedImage image) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static BufferedImage indexed(BufferedImage image) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                copy.setRGB(x, y, image.getRGB(x, y));
            }
        }
        return copy;
    }

    /** Shows each frame for a tenth of a second. */
    private static IIOMetadata frameMetadata(ImageWriter writer, BufferedImage frame) throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", "10");
        IIOMetadataNode root = new IIOMetadataNode(format);
        root.appendChild(control);
        metadata.mergeTree(format, root);
        return metadata;
    }
}

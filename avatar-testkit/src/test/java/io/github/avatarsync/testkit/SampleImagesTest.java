package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleImagesTest {
    @Test
    void everyFormatIsReadWithItsSize() throws IOException {
        assertSize("png", 40, 30, SampleImages.png(40, 30));
        assertSize("JPEG", 40, 30, SampleImages.jpeg(40, 30));
        assertSize("gif", 40, 30, SampleImages.gif(40, 30));
        assertSize("webp", 41, 30, SampleImages.webp(41, 30));
        assertSize("webp", 1, 1, SampleImages.webp(1, 1));
    }

    @Test
    void webpHasThePixelsOfThePng() throws IOException {
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(SampleImages.png(37, 23)));
        BufferedImage webp = ImageIO.read(new ByteArrayInputStream(SampleImages.webp(37, 23)));
        for (int y = 0; y < 23; y++) {
            for (int x = 0; x < 37; x++) {
                assertEquals(
                        Integer.toHexString(png.getRGB(x, y)), Integer.toHexString(webp.getRGB(x, y)), x + "," + y);
            }
        }
    }

    @Test
    void theSameCallGivesTheSameBytesAndAnotherSeedAnotherPicture() {
        assertArrayEquals(SampleImages.png(20, 20), SampleImages.png(20, 20));
        assertArrayEquals(SampleImages.jpeg(20, 20, 7), SampleImages.jpeg(20, 20, 7));
        assertArrayEquals(SampleImages.animatedGif(20, 20, 3), SampleImages.animatedGif(20, 20, 3));
        assertFalse(Arrays.equals(SampleImages.png(20, 20, 1), SampleImages.png(20, 20, 2)));
    }

    @Test
    void anAnimatedGifHasItsFrames() throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(SampleImages.animatedGif(20, 10, 5))));
        assertEquals(5, reader.getNumImages(true));
        assertNotEquals(reader.read(0).getRGB(0, 0), reader.read(4).getRGB(0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aPhonePhotoHasItsOrientationCameraAndPlace(int orientation) throws IOException {
        byte[] file = SampleImages.phonePhoto(64, 32, orientation);
        BufferedImage stored = ImageIO.read(new ByteArrayInputStream(file));

        assertEquals(orientation < 5 ? 64 : 32, stored.getWidth());
        // Where red, the upper left quarter, is stored for each orientation.
        boolean redIsLeft = orientation == 1 || orientation == 4 || orientation == 5 || orientation == 6;
        boolean redIsAbove = orientation == 1 || orientation == 2 || orientation == 5 || orientation == 8;
        int x = redIsLeft ? 4 : stored.getWidth() - 4;
        int y = redIsAbove ? 4 : stored.getHeight() - 4;
        int rgb = stored.getRGB(x, y);
        assertTrue((rgb >> 16 & 0xff) > 200 && (rgb & 0xff) < 60, Integer.toHexString(rgb));
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("Exif\0\0MM\0*") && text.contains(SampleImages.CAMERA));
        assertTrue(text.contains("\u0001\u0012\0\u0003\0\0\0\u0001\0" + (char) orientation), "the orientation");
    }

    @Test
    void brokenFilesAreBrokenAsPromised() throws IOException {
        byte[] png = SampleImages.png(64, 64);
        assertEquals(png.length / 2, SampleImages.truncated(png).length);
        assertEquals(1_000_000, SampleImages.oversized(1_000_000).length);
        assertNotNull(ImageIO.read(new ByteArrayInputStream(SampleImages.oversized(1_000_000))));
        assertEquals(null, ImageIO.read(new ByteArrayInputStream(SampleImages.text())));
    }

    private static void assertSize(String format, int width, int height, byte[] file) throws IOException {
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            assertEquals(format.toLowerCase(), reader.getFormatName().toLowerCase());
            reader.setInput(in);
            assertEquals(width, reader.getWidth(0));
            assertEquals(height, reader.getHeight(0));
            assertNotNull(reader.read(0));
        }
    }
}

package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;
import static io.github.avatarsync.media.Pictures.segment;
import static io.github.avatarsync.media.Pictures.u16;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Content;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.MediaRules;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thumbnails of every arrangement of pixels, compared with references that are made slowly from every pixel. */
class PixelTest {
    private static final int SIDE = 96;

    /** Rounding: of a JPEG's coefficients, of 8 bits, of our floats. */
    private static final int ROUNDING = 3;

    private final Intake intake =
            new Intake(MediaRules.builder().thumbnailSizes(SIDE).build());
    private final BufferedImage scene = Scenes.scene(250, 190);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrientation(int orientation) {
        BufferedImage stored = Turned.stored(scene, orientation);
        byte[] file = Pictures.withSegments(jpeg(stored, 0x11, 0x11), Pictures.exifSegment(orientation));
        assertShows(scene, file, 0.995, ROUNDING);
        byte[] png = Pictures.withChunks(Pictures.png(stored), PngChunk.of("eXIf", Pictures.exif(orientation)));
        assertShows(scene, png, 0.999, 1);
    }

    @ParameterizedTest
    @CsvSource({"0x22, 0x11", "0x21, 0x11", "0x12, 0x11", "0x41, 0x11", "0x14, 0x11", "0x22, 0x21", "0x11, 0x22"})
    void oddSubsampling(String luma, String chroma) {
        // Chroma that is stored with less detail bleeds over hard edges: a few levels, in few places.
        assertShows(scene, jpeg(scene, Integer.decode(luma), Integer.decode(chroma)), 0.97, 40);
    }

    @Test
    void samplingOfThreeHalvesIsRefusedAsEveryDecoderDoes() {
        byte[] file = jpeg(scene, 0x31, 0x21);
        assertThrows(InvalidAvatarException.class, () -> intake.prepare(Content.of(file), null, null));
    }

    @Test
    void jpegOfColours() {
        byte[] file =
                PlainJpeg.file(250, 190, Scenes.planes(scene, Scenes.Planes.RGB), new int[] {0x11, 0x11, 0x11}, 0);
        assertShows(scene, file, 0.995, ROUNDING);
    }

    @Test
    void greyJpeg() {
        BufferedImage grey = Scenes.grey(scene);
        byte[] file = PlainJpeg.file(250, 190, Scenes.planes(grey, Scenes.Planes.GREY), new int[] {0x11}, -1);
        assertShows(grey, file, 0.995, ROUNDING);
    }

    @Test
    void progressiveJpeg() {
        BufferedImage large = Scenes.scene(1000, 900);
        // The first of its scans has all that a thumbnail of an eighth needs; the writer's quality is 0.75.
        assertShows(large, Pictures.progressiveJpeg(large), 0.97, 40);
        assertShows(scene, Pictures.progressiveJpeg(scene), 0.95, 60);
    }

    @Test
    void jpegOfInk() {
        int[] factors = {0x11, 0x11, 0x11, 0x11};
        byte[][] ink = Scenes.planes(scene, Scenes.Planes.INK);
        assertShows(scene, PlainJpeg.file(250, 190, ink, factors, -1), 0.995, ROUNDING);
        byte[][] inverted = new byte[4][];
        for (int i = 0; i < 4; i++) {
            inverted[i] = ink[i].clone();
            for (int j = 0; j < inverted[i].length; j++) {
                inverted[i][j] = (byte) ~inverted[i][j];
            }
        }
        assertShows(scene, PlainJpeg.file(250, 190, inverted, factors, 0), 0.995, ROUNDING);
    }

    @Test
    void jpegOfInkAsLumaAndChroma() {
        byte[][] planes = Scenes.planes(scene, Scenes.Planes.YCCK);
        byte[] file = PlainJpeg.file(250, 190, planes, new int[] {0x11, 0x11, 0x11, 0x11}, 2);
        assertShows(scene, file, 0.995, ROUNDING + 1);
    }

    @Test
    void displayP3BecomesSrgb() {
        BufferedImage expected = DisplayP3.inSrgb(scene);
        byte[] profile = DisplayP3.profile();
        byte[] jpeg = Pictures.withSegments(
                jpeg(scene, 0x11, 0x11), segment(0xe2, join(latin("ICC_PROFILE\0\1\1"), profile)));
        assertShows(expected, jpeg, 0.995, ROUNDING + 1);
        byte[] png = Pictures.withChunks(
                Pictures.png(scene), PngChunk.of("iCCP", join(latin("p3\0\0"), Damage.deflated(profile))));
        assertShows(expected, png, 0.995, ROUNDING + 1);
        byte[] header = {WebpHeader.PROFILE, 0, 0, 0, (byte) 249, 0, 0, (byte) 189, 0, 0};
        byte[] webp = LosslessWebp.riff(
                LosslessWebp.chunk("VP8X", header),
                LosslessWebp.chunk("ICCP", profile),
                LosslessWebp.chunk("VP8L", LosslessWebp.bitstream(scene)));
        assertShows(expected, webp, 0.995, ROUNDING + 1);
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "8, 2", "8, 3", "8, 4", "16, 1", "16, 2", "16, 3", "16, 4"})
    void pngOfEveryDepth(int bits, int bands) {
        BufferedImage picture = bands < 3 ? Scenes.grey(scene) : scene;
        BufferedImage seen = bands % 2 == 0 ? Scenes.fading(picture) : picture;
        BufferedImage stored = Scenes.samples(seen, bits, bands);
        assertShows(seen, Pictures.png(stored), 0.999, 1);
        assertShows(seen, interlaced(stored), 0.999, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void greyAndPaletteOfFewBits(int bits) {
        for (boolean transparent : new boolean[] {false, true}) {
            BufferedImage picture = Scenes.indexed(scene, bits, transparent);
            assertShows(picture, Pictures.png(picture), 0.999, 1);
            assertShows(picture, interlaced(picture), 0.999, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "8, 3", "16, 1", "16, 3"})
    void oneColourThatStandsForTransparent(int bits, int bands) {
        BufferedImage source = bands == 1 ? Scenes.grey(scene) : scene;
        BufferedImage picture = new BufferedImage(250, 190, BufferedImage.TYPE_INT_RGB);
        BufferedImage seen = new BufferedImage(250, 190, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 190; y++) {
            for (int x = 0; x < 250; x++) {
                boolean clear = (x / 50 + y / 50) % 2 == 0;
                picture.setRGB(x, y, clear ? 0x0a0b0c : source.getRGB(x, y));
                seen.setRGB(x, y, clear ? 0 : source.getRGB(x, y));
            }
        }
        int factor = bits == 8 ? 1 : 257;
        byte[] green = u16(0x0b * factor);
        byte[] key = bands == 1 ? green : join(u16(0x0a * factor), green, u16(0x0c * factor));
        BufferedImage stored = Scenes.samples(picture, bits, bands);
        assertShows(seen, Pictures.withChunks(Pictures.png(stored), PngChunk.of("tRNS", key)), 0.99, 2);
        assertShows(seen, Pictures.withChunks(interlaced(stored), PngChunk.of("tRNS", key)), 0.99, 2);
    }

    @Test
    void webpWithAlpha() {
        BufferedImage seen = Scenes.fading(scene);
        assertShows(seen, Pictures.webp(seen), 0.999, 1);
        assertShows(scene, Pictures.webp(scene), 0.999, 1);
    }

    @Test
    void largePictureThatIsDecodedCoarsely() {
        BufferedImage large = Scenes.scene(1500, 1100);
        assertShows(large, jpeg(large, 0x22, 0x11), 0.99, 40);
        assertShows(large, Pictures.png(large), 0.99, 25);
        assertShows(large, Pictures.webp(large), 0.99, 25);
    }

    @Test
    void firstFrameOfAnAnimation() {
        BufferedImage second = new BufferedImage(250, 190, BufferedImage.TYPE_INT_RGB);
        BufferedImage palette = Scenes.indexed(scene, 8, false);
        assertShows(palette, Pictures.animatedGif(palette, second), 0.999, 1);
        assertShows(Pictures.quarters(16, 12), SampleAnimations.png(), 0.999, 1);
        assertShows(Pictures.quarters(16, 12), SampleAnimations.webp(), 0.999, 1);
    }

    private static byte[] jpeg(BufferedImage picture, int luma, int chroma) {
        byte[][] planes = Scenes.planes(picture, Scenes.Planes.YCC);
        return PlainJpeg.file(picture.getWidth(), picture.getHeight(), planes, new int[] {luma, chroma, chroma}, 1);
    }

    private static byte[] interlaced(BufferedImage picture) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** The thumbnail shows the middle of the picture as well as the reference does. */
    private void assertShows(BufferedImage seen, byte[] file, double similarity, int error) {
        BufferedImage thumbnail;
        Prepared avatar = intake.prepare(Content.of(file), null, null);
        try (InputStream in = avatar.variants().get(1).content().open()) {
            thumbnail = ImageIO.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BufferedImage reference = Reference.thumbnail(seen, SIDE);
        double ssim = Reference.ssim(reference, thumbnail);
        int most = Reference.maxError(reference, thumbnail);
        assertTrue(ssim >= similarity && most <= error, () -> "similarity " + ssim + ", largest error " + most);
    }
}

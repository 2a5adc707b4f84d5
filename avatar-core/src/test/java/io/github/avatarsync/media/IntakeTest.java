package io.github.avatarsync.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Content;
import io.github.avatarsync.Crop;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.InvalidAvatarException.Code;
import io.github.avatarsync.MediaKind;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.MediaRules.ThumbnailFormat;
import io.github.avatarsync.Variant;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
    private final Intake intake = new Intake(MediaRules.defaults());

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "webp"})
    void pictureBecomesOriginalAndThumbnail(String extension) {
        Prepared avatar = prepare(Pictures.of(extension, Pictures.quarters(600, 400)));

        assertEquals(MediaKind.IMAGE, avatar.kind());
        assertEquals(
                List.of(Variant.ORIGINAL, Variant.THUMB),
                avatar.variants().stream().map(PreparedVariant::variant).toList());
        PreparedVariant original = avatar.variants().get(0);
        assertEquals(extension, original.extension());
        assertEquals(extension.equals("jpg") ? "image/jpeg" : "image/" + extension, original.contentType());
        assertEquals(600, original.width());
        assertEquals(400, original.height());
        PreparedVariant thumbnail = avatar.variants().get(1);
        assertEquals("image/png", thumbnail.contentType());
        assertEquals("png", thumbnail.extension());
        assertEquals(256, thumbnail.width());
        assertShows(Pictures.quarters(600, 400).getSubimage(100, 0, 400, 400), thumbnail);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void orientationIsApplied(int orientation) {
        BufferedImage seen = Pictures.quarters(320, 200);
        byte[] file = Pictures.withSegments(
                Pictures.jpeg(Turned.stored(seen, orientation)), Pictures.exifSegment(orientation));

        Prepared avatar = prepare(file);

        assertEquals(320, avatar.variants().get(0).width());
        assertEquals(200, avatar.variants().get(0).height());
        assertShows(seen.getSubimage(60, 0, 200, 200), avatar.variants().get(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void cropIsMeantAsPeopleSeeThePicture(int orientation) {
        BufferedImage seen = Pictures.quarters(320, 200);
        byte[] file = Pictures.withSegments(
                Pictures.jpeg(Turned.stored(seen, orientation)), Pictures.exifSegment(orientation));

        Prepared avatar = intake.prepare(Content.of(file), new Crop(96, 20, 100, 100), null);

        assertShows(seen.getSubimage(96, 20, 100, 100), avatar.variants().get(1));
    }

    @Test
    void cropThatIsNotSquareYieldsItsMiddle() {
        BufferedImage seen = Pictures.quarters(320, 200);
        Prepared avatar = intake.prepare(Content.of(Pictures.png(seen)), new Crop(100, 70, 120, 60), null);
        assertShows(seen.getSubimage(130, 70, 60, 60), avatar.variants().get(1));
    }

    @Test
    void cropOutsideThePictureIsRefused() {
        Content file = Content.of(Pictures.png(Pictures.quarters(32, 20)));
        assertRefused(Code.CROP_OUTSIDE, () -> intake.prepare(file, new Crop(20, 0, 13, 10), null));
        assertRefused(
                Code.CROP_OUTSIDE,
                () -> intake.prepare(file, new Crop(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE), null));
    }

    @Test
    void largePhotoIsDecodedCoarselyAndStillLooksTheSame() {
        BufferedImage seen = Pictures.quarters(3000, 2400);
        assertShows(
                seen.getSubimage(300, 0, 2400, 2400),
                prepare(Pictures.jpeg(seen)).variants().get(1));
        assertShows(
                seen.getSubimage(300, 0, 2400, 2400),
                prepare(Pictures.progressiveJpeg(seen)).variants().get(1));
    }

    @Test
    void everySizeOfTheRulesIsMade() {
        Intake several =
                new Intake(MediaRules.builder().thumbnailSizes(64, 16, 128).build());
        BufferedImage seen = Pictures.quarters(200, 200);
        Prepared avatar = several.prepare(Content.of(Pictures.png(seen)), null, null);
        assertEquals(
                List.of(Variant.ORIGINAL, Variant.THUMB, Variant.thumb(16), Variant.thumb(128)),
                avatar.variants().stream().map(PreparedVariant::variant).toList());
        avatar.variants().stream().skip(1).forEach(thumbnail -> assertShows(seen, thumbnail));
    }

    @Test
    void thumbnailIsJpegOnlyIfAskedForAndOpaque() {
        Intake jpeg = new Intake(MediaRules.builder()
                .thumbnailFormat(ThumbnailFormat.JPEG_IF_OPAQUE)
                .build());
        BufferedImage seen = Pictures.quarters(300, 300);
        PreparedVariant opaque = jpeg.prepare(Content.of(Pictures.png(seen)), null, null)
                .variants()
                .get(1);
        assertEquals("image/jpeg", opaque.contentType());
        assertEquals("jpg", opaque.extension());
        assertShows(seen, opaque);
        byte[] transparent = Pictures.png(Pictures.transparent(300, 300));
        assertEquals(
                "png",
                jpeg.prepare(Content.of(transparent), null, null)
                        .variants()
                        .get(1)
                        .extension());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "webp"})
    void transparencyStays(String extension) {
        byte[] file = Pictures.of(extension, Pictures.transparent(400, 400));
        BufferedImage thumbnail = Pictures.read(bytes(prepare(file).variants().get(1)));
        assertEquals(0, thumbnail.getRGB(2, 2) >>> 24);
        assertEquals(0xffff0000, thumbnail.getRGB(128, 128));
    }

    @Test
    void smallPictureIsEnlarged() {
        Prepared avatar = prepare(Pictures.png(Pictures.quarters(1, 1)));
        assertEquals(256, Pictures.read(bytes(avatar.variants().get(1))).getWidth());
    }

    @Test
    void sameBytesGiveTheSameFiles() {
        byte[] file = Pictures.jpeg(Pictures.quarters(500, 300));
        Prepared first = prepare(file);
        Prepared second = new Intake(MediaRules.defaults()).prepare(Content.of(file), null, null);
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(
                    bytes(first.variants().get(i)), bytes(second.variants().get(i)));
        }
    }

    @Test
    void fingerprintChangesWithWhatIsMade() {
        assertEquals(new Intake(MediaRules.defaults()).fingerprint(), intake.fingerprint());
        assertNotEquals(
                intake.fingerprint(),
                new Intake(MediaRules.builder().thumbnailSizes(16).build()).fingerprint());
    }

    @Test
    void moreBytesThanAllowedAreRefusedUnread() {
        Content huge = new Content() {
            @Override
            public long size() {
                return intake.maxBytes() + 1;
            }

            @Override
            public InputStream open() {
                throw new AssertionError("must not be read");
            }
        };
        assertRefused(Code.TOO_LARGE, () -> intake.prepare(huge, null, null));
    }

    @Test
    void imagesHaveTheirOwnLimitOfBytes() {
        byte[] png = Pictures.png(Pictures.quarters(64, 64));
        Intake strict =
                new Intake(MediaRules.builder().maxImageBytes(png.length - 1).build());
        assertRefused(Code.TOO_LARGE, () -> strict.prepare(Content.of(png), null, null));
        byte[] padded = Arrays.copyOf(png, (int) MediaRules.defaults().maxImageBytes() + 1);
        assertRefused(Code.TOO_LARGE, () -> prepare(padded));
    }

    @Test
    void contentShorterThanAnnouncedIsUnreadable() {
        byte[] png = Pictures.png(Pictures.quarters(64, 64));
        Content lying = new Content() {
            @Override
            public long size() {
                return png.length + 1;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(png);
            }
        };
        assertRefused(Code.UNREADABLE, () -> intake.prepare(lying, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "webp"})
    void truncationAnywhereIsRefused(String extension) {
        byte[] file = Pictures.of(extension, Pictures.quarters(9, 7));
        prepare(file);
        // The first bytes are the signature: without them it is not this format.
        for (int length = 16; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertRefused(Code.TRUNCATED, () -> prepare(cut));
        }
    }

    @Test
    void emptyFileIsRefused() {
        assertRefused(Code.EMPTY, () -> prepare(new byte[0]));
    }

    @Test
    void interruptionWhileWaitingEndsTheWait() {
        Intake narrow = new Intake(MediaRules.defaults());
        Thread.currentThread().interrupt();
        assertThrows(
                io.github.avatarsync.AvatarException.class,
                () -> narrow.prepare(Content.of(Pictures.png(Pictures.quarters(8, 8))), null, null));
        assertTrue(Thread.interrupted());
    }

    private Prepared prepare(byte[] file) {
        return intake.prepare(Content.of(file), null, null);
    }

    private static void assertRefused(Code code, org.junit.jupiter.api.function.Executable work) {
        assertEquals(code, assertThrows(InvalidAvatarException.class, work).code());
    }

    /** Compares a thumbnail with what it should show, away from edges: each of 16 x 16 places. */
    private static void assertShows(BufferedImage expected, PreparedVariant actual) {
        BufferedImage thumbnail = Pictures.read(bytes(actual));
        assertEquals(actual.width(), thumbnail.getWidth());
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 16; j++) {
                if (i == 8 || j == 8 || i == 7 || j == 7) {
                    continue;
                }
                double x = (i + 0.5) / 16;
                double y = (j + 0.5) / 16;
                int want = expected.getRGB((int) (x * expected.getWidth()), (int) (y * expected.getHeight()));
                int have = thumbnail.getRGB((int) (x * thumbnail.getWidth()), (int) (y * thumbnail.getHeight()));
                for (int shift = 0; shift <= 24; shift += 8) {
                    int difference = Math.abs((want >> shift & 0xff) - (have >> shift & 0xff));
                    assertTrue(
                            difference <= 12,
                            () -> "at " + x + "," + y + ": wanted " + Integer.toHexString(want) + ", was "
                                    + Integer.toHexString(have));
                }
            }
        }
    }

    private static byte[] bytes(PreparedVariant variant) {
        try (InputStream in = variant.content().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.avatarsync.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Content;
import io.github.avatarsync.ContentScanner;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.InvalidAvatarException.Code;
import io.github.avatarsync.MediaKind;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.PosterExtractor;
import io.github.avatarsync.Variant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoTest {
    private static final byte[] POSTER = Pictures.jpeg(Pictures.quarters(80, 60));

    private final Intake intake = new Intake(MediaRules.defaults());

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mp4TellsSizeDurationAndCodec(boolean movieLast) {
        Prepared avatar = prepare(Videos.mp4(movieLast, new byte[0], Videos.videoTrack(640, 360, false)));
        assertEquals(MediaKind.VIDEO, avatar.kind());
        assertEquals(Duration.ofSeconds(3), avatar.duration());
        assertEquals("avc1", avatar.codec());
        PreparedVariant video = avatar.variants().get(0);
        assertEquals(List.of(Variant.VIDEO), names(avatar));
        assertEquals("video/mp4", video.contentType());
        assertEquals("mp4", video.extension());
        assertEquals(640, video.width());
        assertEquals(360, video.height());
    }

    @Test
    void turnedMp4HasTheSizeThatPeopleSee() {
        PreparedVariant video = prepare(Videos.mp4(false, new byte[0], Videos.videoTrack(640, 360, true)))
                .variants()
                .get(0);
        assertEquals(360, video.width());
        assertEquals(640, video.height());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void webmTellsSizeDurationAndCodec(boolean live) {
        Prepared avatar = prepare(Videos.webm(640, 360, live));
        assertEquals(Duration.ofSeconds(3), avatar.duration());
        assertEquals("V_VP9", avatar.codec());
        assertEquals("video/webm", avatar.variants().get(0).contentType());
        assertEquals(640, avatar.variants().get(0).width());
        assertEquals(360, avatar.variants().get(0).height());
    }

    @Test
    void mp4LosesPlaceTimesAndNamesAndKeepsEveryOffset() {
        byte[] file = Videos.mp4(
                false,
                Pictures.join(Videos.place(), Videos.box("meta", Pictures.latin(Videos.PLACE))),
                Videos.videoTrack(64, 36, false));
        file = Pictures.join(file, Videos.box("uuid", Pictures.latin("XMP " + Videos.PLACE)));
        // The place in the sample data belongs to no track here; only a track that is dropped takes its samples with
        // it.
        byte[] sealed = bytes(prepare(file).variants().get(0));

        assertEquals(file.length, sealed.length);
        String text = text(sealed);
        assertEquals(text(file).indexOf(Videos.SAMPLES), text.indexOf(Videos.SAMPLES));
        assertEquals(text.indexOf(Videos.PLACE), text.lastIndexOf(Videos.PLACE), "only in the sample data");
        assertFalse(text.contains("SpyCam"));
        assertFalse(text.contains("\u007e\u00ad\u00be\u00e1"), "times of creation");
        assertFalse(text.contains("udta"));
        assertArrayEquals(sealed, bytes(prepare(sealed).variants().get(0)));
    }

    @Test
    void samplesOfTimedMetadataAreWiped() {
        byte[] track = Videos.videoTrack(64, 36, false);
        int place = text(Videos.mp4(false, Videos.placeTrack(0, 0), track)).indexOf(Videos.PLACE);
        byte[] file = Videos.mp4(false, Videos.placeTrack(place, Videos.PLACE.length()), track);
        assertEquals(place, text(file).indexOf(Videos.PLACE));

        String sealed = text(bytes(prepare(file).variants().get(0)));

        assertFalse(sealed.contains(Videos.PLACE));
        assertTrue(sealed.contains(Videos.SAMPLES));
    }

    @Test
    void tableOfDroppedTrackCannotWipeTheMovie() {
        byte[] file = Videos.mp4(false, Videos.placeTrack(0, 1 << 30), Videos.videoTrack(64, 36, false));
        byte[] sealed = bytes(prepare(file).variants().get(0));
        assertEquals("avc1", prepare(sealed).codec());
    }

    @Test
    void samplesInAMillionPlacesAreRefused() {
        int places = 10_001;
        byte[] track = Videos.videoTrack(64, 36, false);
        byte[] samples = Videos.box("mdat", new byte[2 * places]);
        int header = Videos.mp4(false, Videos.scatteredTrack(0, places), track).length;
        byte[] file = Pictures.join(Videos.mp4(false, Videos.scatteredTrack(header + 8, places), track), samples);
        assertRefused(Code.TOO_COMPLEX, () -> prepare(file));
    }

    @Test
    void fragmentsMayHoldSamplesOfPictureAndSoundOnly() {
        byte[] fragment = Videos.box("moof", Videos.box("mfhd", new byte[8]));
        byte[] track = Videos.videoTrack(64, 36, false);
        assertEquals(
                "avc1",
                prepare(Pictures.join(Videos.mp4(false, new byte[0], track), fragment))
                        .codec());
        byte[] withPlaces = Pictures.join(Videos.mp4(false, Videos.placeTrack(0, 0), track), fragment);
        assertRefused(Code.UNSUPPORTED_FORMAT, () -> prepare(withPlaces));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void webmLosesTagsTitlesAndDatesAndKeepsEveryOffset(boolean live) {
        byte[] file = Videos.webm(64, 36, live, Videos.webmTags());

        byte[] sealed = bytes(prepare(file).variants().get(0));

        assertEquals(file.length, sealed.length);
        assertEquals(text(file).indexOf(Videos.SAMPLES), text(sealed).indexOf(Videos.SAMPLES));
        assertFalse(text(sealed).contains(Videos.PLACE));
        assertFalse(text(sealed).contains("SpyCam"));
        assertEquals("V_VP9", prepare(sealed).codec());
        assertArrayEquals(sealed, bytes(prepare(sealed).variants().get(0)));
    }

    @Test
    void whatTrailsBehindIsCut() {
        byte[] webm = Videos.webm(64, 36, false);
        assertArrayEquals(
                bytes(prepare(webm).variants().get(0)),
                bytes(prepare(Pictures.join(webm, Pictures.latin("trailing")))
                        .variants()
                        .get(0)));
        byte[] mp4 = Videos.mp4(64, 36);
        assertEquals(
                mp4.length,
                prepare(Pictures.join(mp4, new byte[5]))
                        .variants()
                        .get(0)
                        .content()
                        .size());
    }

    @Test
    void posterGoesThePictureWay() {
        Prepared avatar = intake.prepare(Content.of(Videos.mp4(64, 36)), null, Content.of(POSTER));
        assertEquals(List.of(Variant.VIDEO, Variant.THUMB, Variant.POSTER), names(avatar));
        assertEquals("image/png", avatar.variants().get(1).contentType());
        assertEquals("jpg", avatar.variants().get(2).extension());
        assertEquals(80, avatar.variants().get(2).width());
    }

    @Test
    void badPosterIsRefusedAsPoster() {
        byte[] cut = Arrays.copyOf(POSTER, POSTER.length - 9);
        InvalidAvatarException refusal = assertThrows(
                InvalidAvatarException.class,
                () -> intake.prepare(Content.of(Videos.mp4(64, 36)), null, Content.of(cut)));
        assertEquals(Code.TRUNCATED, refusal.code());
        assertTrue(refusal.getMessage().startsWith("TRUNCATED: the poster: JPEG"), refusal::getMessage);
        assertRefused(
                Code.UNSUPPORTED_FORMAT,
                () -> intake.prepare(Content.of(Videos.mp4(64, 36)), null, Content.of(Videos.mp4(64, 36))));
    }

    @Test
    void extractorMakesThePosterUnlessOneIsGiven() {
        Intake extracting = new Intake(
                MediaRules.defaults(), ContentScanner.NONE, (type, video) -> Optional.of(Content.of(POSTER)));
        byte[] mp4 = Videos.mp4(64, 36);
        assertEquals(
                List.of(Variant.VIDEO, Variant.THUMB, Variant.POSTER),
                names(extracting.prepare(Content.of(mp4), null, null)));
        byte[] own = Pictures.png(Pictures.quarters(40, 40));
        assertEquals(
                40,
                extracting
                        .prepare(Content.of(mp4), null, Content.of(own))
                        .variants()
                        .get(2)
                        .width());
    }

    @Test
    void failingExtractorOnlyCostsThePoster() {
        PosterExtractor failing = (type, video) -> {
            throw new IllegalStateException("no such program");
        };
        Intake extracting = new Intake(MediaRules.defaults(), ContentScanner.NONE, failing);
        assertEquals(
                List.of(Variant.VIDEO), names(extracting.prepare(Content.of(Videos.webm(64, 36, true)), null, null)));
    }

    @Test
    void truncationAnywhereIsRefused() {
        for (byte[] file : List.of(
                Videos.mp4(64, 36),
                Videos.mp4(true, Videos.place(), Videos.videoTrack(64, 36, false)),
                Videos.webm(64, 36, false, Videos.webmTags()))) {
            for (int length = 48; length < file.length; length++) {
                byte[] cut = Arrays.copyOf(file, length);
                assertRefused(Code.TRUNCATED, () -> prepare(cut));
            }
        }
    }

    @Test
    void videoWithoutPictureIsRefused() {
        assertRefused(Code.UNSUPPORTED_FORMAT, () -> prepare(Videos.mp4(false, new byte[0])));
    }

    @Test
    void hugeVideoFrameIsRefused() {
        assertRefused(Code.TOO_MANY_PIXELS, () -> prepare(Videos.mp4(16_000, 16_000)));
        assertRefused(Code.TOO_MANY_PIXELS, () -> prepare(Videos.webm(16_000, 16_000, false)));
    }

    @Test
    void deepBoxesAreRefused() {
        byte[] box = Videos.box("edts");
        for (int i = 0; i < 20; i++) {
            box = Videos.box("edts", box);
        }
        byte[] deep = Videos.mp4(false, box, Videos.videoTrack(64, 36, false));
        assertRefused(Code.TOO_COMPLEX, () -> prepare(deep));
    }

    @Test
    void countlessBoxesAreRefused() {
        byte[][] boxes = new byte[10_001][];
        Arrays.fill(boxes, Videos.box("free"));
        assertRefused(
                Code.TOO_COMPLEX,
                () -> prepare(Videos.mp4(false, Pictures.join(boxes), Videos.videoTrack(64, 36, false))));
        byte[][] elements = new byte[10_001][];
        Arrays.fill(elements, Videos.element(0xec));
        assertRefused(Code.TOO_COMPLEX, () -> prepare(Videos.webm(64, 36, false, elements)));
    }

    @Test
    void lyingLengthsAreRefused() {
        byte[] tooLong = Videos.mp4(64, 36);
        int track = text(tooLong).indexOf("trak");
        tooLong[track - 3] = 1;
        assertRefused(Code.MALFORMED, () -> prepare(tooLong));
    }

    @Test
    void mp4ThatRefersToOtherFilesIsRefused() {
        byte[] file = Videos.mp4(64, 36);
        file[text(file).indexOf("url ") + 7] = 0;
        assertRefused(Code.UNSUPPORTED_FORMAT, () -> prepare(file));
    }

    @Test
    void videoIsStreamedNotHeld() {
        long size = 300L << 20;
        byte[] movie = Videos.mp4(64, 36);
        int mdat = text(movie).indexOf("mdat") - 4;
        byte[] head = Arrays.copyOf(movie, mdat + 8);
        byte[] length = Pictures.u32((int) (size - mdat));
        System.arraycopy(length, 0, head, mdat, 4);
        Content huge = zeros(head, size);
        Intake large = new Intake(MediaRules.builder().maxVideoBytes(size).build());

        Prepared avatar = large.prepare(huge, null, null);

        assertEquals(size, avatar.variants().get(0).content().size());
        assertRefused(Code.TOO_LARGE, () -> intake.prepare(huge, null, null));
    }

    @Test
    void pictureHasNoDuration() {
        Prepared picture = prepare(POSTER);
        assertNull(picture.duration());
        assertNull(picture.codec());
    }

    /** Content that begins with {@code head} and goes on with zeros. */
    private static Content zeros(byte[] head, long size) {
        return new Content() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    private final InputStream start = new ByteArrayInputStream(head);
                    private long left = size - head.length;

                    @Override
                    public int read() throws IOException {
                        int value = start.read();
                        return value >= 0 ? value : left-- > 0 ? 0 : -1;
                    }

                    @Override
                    public long skip(long count) throws IOException {
                        long skipped = start.skip(count);
                        if (skipped > 0) {
                            return skipped;
                        }
                        skipped = Math.min(count, left);
                        left -= skipped;
                        return skipped;
                    }
                };
            }
        };
    }

    private Prepared prepare(byte[] file) {
        return intake.prepare(Content.of(file), null, null);
    }

    private static List<Variant> names(Prepared avatar) {
        return avatar.variants().stream().map(PreparedVariant::variant).toList();
    }

    private static void assertRefused(Code code, Executable work) {
        InvalidAvatarException refusal = assertThrows(InvalidAvatarException.class, work);
        assertEquals(code, refusal.code(), refusal::getMessage);
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(PreparedVariant variant) {
        try (InputStream in = variant.content().open()) {
            byte[] all = in.readAllBytes();
            assertEquals(variant.content().size(), all.length);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

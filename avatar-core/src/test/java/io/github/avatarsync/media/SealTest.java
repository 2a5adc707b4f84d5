package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.latin;
import static io.github.avatarsync.media.Pictures.segment;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Content;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.InvalidAvatarException.Code;
import io.github.avatarsync.MediaRules;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final String SECRET = "SpyCam 3000";
    private static final byte[] XMP = latin("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SECRET + "</x:xmpmeta>");

    private final MediaRules rules = MediaRules.defaults();

    @Test
    void jpegLosesEverythingButPictureAndOrientation() {
        byte[] bare = Pictures.jpeg(Pictures.quarters(60, 40));
        byte[] file = Pictures.join(
                Pictures.withSegments(
                        bare,
                        Pictures.exifSegment(6),
                        segment(0xe1, XMP),
                        segment(0xed, latin("Photoshop 3.0\0" + SECRET)),
                        segment(0xe2, latin("MPF\0" + SECRET)),
                        segment(0xfe, latin(SECRET))),
                latin("trailing " + SECRET));

        Inspection picture = JpegInspector.inspect(file, rules);

        byte[] sealed = picture.sealed().toByteArray();
        assertNoSecret(sealed);
        assertEquals(
                Orientation.TURN_RIGHT, JpegInspector.inspect(sealed, rules).orientation());
        assertSamePixels(bare, sealed);
        assertArrayEquals(sealed, resealed(sealed), "sealing twice changes nothing");
    }

    @Test
    void previewInTheJfifHeaderIsDropped() {
        byte[] jpeg = Pictures.jpeg(Pictures.quarters(60, 40));
        // The writer of the JDK puts a JFIF header of 16 bytes first; ours has a preview of one pixel.
        byte[] header = segment(0xe0, Pictures.join(latin("JFIF\0\1\2\0\0\1\0\1\1\1"), latin("SPY")));
        byte[] file = Pictures.join(Arrays.copyOf(jpeg, 2), header, Arrays.copyOfRange(jpeg, 20, jpeg.length));

        byte[] sealed = JpegInspector.inspect(file, rules).sealed().toByteArray();

        assertFalse(text(sealed).contains("SPY"));
        assertSamePixels(jpeg, sealed);
    }

    @Test
    void jpegKeepsItsColourProfile() {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        int half = profile.length / 2;
        byte[] file = Pictures.withSegments(
                Pictures.jpeg(Pictures.quarters(20, 20)),
                segment(
                        0xe2,
                        Pictures.join(latin("ICC_PROFILE\0\2\2"), Arrays.copyOfRange(profile, half, profile.length))),
                segment(0xe2, Pictures.join(latin("ICC_PROFILE\0\1\2"), Arrays.copyOf(profile, half))));

        Inspection picture = JpegInspector.inspect(file, rules);

        assertArrayEquals(profile, picture.profile().bytes());
        byte[] sealed = picture.sealed().toByteArray();
        assertArrayEquals(
                profile, JpegInspector.inspect(sealed, rules).profile().bytes());
        assertFalse(text(picture.still().toByteArray()).contains("ICC_PROFILE"), "the decoder gets no profile");
    }

    @Test
    void incompleteColourProfileIsDropped() {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] file = Pictures.withSegments(
                Pictures.jpeg(Pictures.quarters(20, 20)),
                segment(0xe2, Pictures.join(latin("ICC_PROFILE\0\1\2"), profile)));
        assertFalse(
                text(JpegInspector.inspect(file, rules).sealed().toByteArray()).contains("ICC_PROFILE"));
    }

    @Test
    void headerThatWasMovedToTheFrontDoesNotHoldThePixelsInMemory() throws IOException {
        byte[] jpeg = Pictures.jpeg(Pictures.quarters(60, 40));
        // The writer of the JDK puts a JFIF header of 18 bytes first; here it comes last.
        byte[] file = Pictures.join(
                Arrays.copyOf(jpeg, 2),
                Arrays.copyOfRange(jpeg, 20, jpeg.length - 2),
                Arrays.copyOfRange(jpeg, 2, 20),
                new byte[] {(byte) 0xff, (byte) 0xd9});
        AtomicInteger readAgain = new AtomicInteger();
        Content origin = counted(file, readAgain);

        byte[] sealed = all(JpegInspector.inspect(file, rules).sealed().contentFrom(origin));

        assertArrayEquals(JpegInspector.inspect(file, rules).sealed().toByteArray(), sealed);
        assertTrue(
                readAgain.get() > jpeg.length - 40, () -> readAgain + " of " + jpeg.length + " bytes were read again");
    }

    /** Content that counts the bytes that are read from it. */
    private static Content counted(byte[] bytes, AtomicInteger read) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes) {
                    @Override
                    public int read(byte[] target, int offset, int length) {
                        int count = super.read(target, offset, length);
                        read.addAndGet(Math.max(count, 0));
                        return count;
                    }
                };
            }
        };
    }

    private static byte[] all(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        }
    }

    @Test
    void pixelsInAMillionPiecesAreRefused() {
        byte[] png = Pictures.png(Pictures.quarters(60, 40));
        int start = new String(png, StandardCharsets.ISO_8859_1).indexOf("IDAT") - 4;
        int end = start + 12 + (int) new Cursor(png, start, png.length, Format.PNG).u32("length");
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int at = start + 8; at < end - 4; at++) {
            pieces.writeBytes(PngChunk.of("IDAT", png[at]));
            pieces.writeBytes(PngChunk.of("IDAT"));
        }
        byte[] file = Pictures.join(
                Arrays.copyOf(png, start), pieces.toByteArray(), Arrays.copyOfRange(png, end, png.length));
        MediaRules few = MediaRules.builder().maxParts(16).build();

        InvalidAvatarException refusal =
                assertThrows(InvalidAvatarException.class, () -> PngInspector.inspect(file, few));

        assertEquals(Code.TOO_COMPLEX, refusal.code());
        assertSamePixels(png, PngInspector.inspect(file, rules).sealed().toByteArray());
    }

    @Test
    void pngLosesEverythingButPictureColourAndOrientation() {
        byte[] bare = Pictures.png(Pictures.quarters(60, 40));
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] named = PngProfile.chunk(IccProfile.of(profile));
        byte[] file = Pictures.join(
                Pictures.withChunks(
                        bare,
                        PngChunk.of("gAMA", Pictures.u32(45_455)),
                        PngChunk.of(
                                "iCCP",
                                Pictures.join(
                                        latin(SECRET + "\0\0"), Arrays.copyOfRange(named, 8 + 5, named.length - 4))),
                        PngChunk.of("tEXt", latin("Comment\0" + SECRET)),
                        PngChunk.of("tIME", new byte[] {7, 1, 1, 1, 1, 1, 1}),
                        PngChunk.of("prVt", latin(SECRET)),
                        PngChunk.of("eXIf", Pictures.exif(8))),
                latin("trailing " + SECRET));

        Inspection picture = PngInspector.inspect(file, rules);

        byte[] sealed = picture.sealed().toByteArray();
        assertNoSecret(sealed);
        assertArrayEquals(profile, picture.profile().bytes());
        Inspection again = PngInspector.inspect(sealed, rules);
        assertEquals(Orientation.TURN_LEFT, again.orientation());
        assertArrayEquals(profile, again.profile().bytes());
        assertTrue(text(sealed).contains("gAMA"));
        assertSamePixels(bare, sealed);
        assertArrayEquals(sealed, again.sealed().toByteArray());
    }

    @Test
    void gifLosesCommentsAndStaysAnimated() throws IOException {
        byte[] bare = Pictures.animatedGif(Pictures.quarters(30, 20), Pictures.quarters(20, 20));
        int trailer = bare.length - 1;
        byte[] comment = Pictures.join(new byte[] {0x21, (byte) 0xfe, 11}, latin(SECRET), new byte[] {0});
        byte[] application = Pictures.join(
                new byte[] {0x21, (byte) 0xff, 11}, latin("XMP DataXMP"), new byte[] {11}, latin(SECRET), new byte[] {0
                });
        byte[] file = Pictures.join(
                Arrays.copyOf(bare, trailer), comment, application, new byte[] {0x3b}, latin("trailing " + SECRET));

        byte[] sealed = GifInspector.inspect(file, rules).sealed().toByteArray();

        assertNoSecret(sealed);
        assertTrue(text(sealed).contains("NETSCAPE2.0"), "it repeats as before");
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(sealed))) {
            reader.setInput(stream);
            assertEquals(2, reader.getNumImages(true));
            assertSame(Pictures.read(bare), reader.read(0));
        } finally {
            reader.dispose();
        }
    }

    @Test
    void webpLosesEverythingButPictureAndOrientation() {
        BufferedImage image = Pictures.quarters(30, 20);
        byte[] header = {(byte) (WebpHeader.EXIF | 0x04), 0, 0, 0, 29, 0, 0, 19, 0, 0};
        byte[] file = Pictures.join(
                LosslessWebp.riff(
                        LosslessWebp.chunk("VP8X", header),
                        LosslessWebp.chunk("VP8L", LosslessWebp.bitstream(image)),
                        LosslessWebp.chunk("EXIF", Pictures.exif(3)),
                        LosslessWebp.chunk("XMP ", XMP),
                        LosslessWebp.chunk("SPY!", latin(SECRET))),
                latin("trailing " + SECRET));

        Inspection picture = WebpInspector.inspect(file, rules);

        byte[] sealed = picture.sealed().toByteArray();
        assertNoSecret(sealed);
        assertEquals(
                Orientation.UPSIDE_DOWN, WebpInspector.inspect(sealed, rules).orientation());
        assertSame(image, Pictures.read(sealed));
        assertArrayEquals(sealed, WebpInspector.inspect(sealed, rules).sealed().toByteArray());
    }

    @Test
    void webpWithoutALengthIsMalformed() {
        byte[] file = Pictures.webp(Pictures.quarters(9, 7));
        Arrays.fill(file, 4, 8, (byte) 0);
        InvalidAvatarException refusal =
                assertThrows(InvalidAvatarException.class, () -> WebpInspector.inspect(file, rules));
        assertEquals(Code.MALFORMED, refusal.code());
    }

    @Test
    void animatedWebpStaysAnimated() {
        byte[] header = {WebpHeader.ANIMATION, 0, 0, 0, 29, 0, 0, 19, 0, 0};
        byte[] file = LosslessWebp.riff(
                LosslessWebp.chunk("VP8X", header),
                LosslessWebp.chunk("ANIM", new byte[6]),
                LosslessWebp.chunk("ANMF", webpFrame(0, Pictures.quarters(30, 20))),
                LosslessWebp.chunk("ANMF", webpFrame(4, Pictures.quarters(10, 10))),
                LosslessWebp.chunk("XMP ", XMP));

        Inspection picture = WebpInspector.inspect(file, rules);

        byte[] sealed = picture.sealed().toByteArray();
        assertNoSecret(sealed);
        assertEquals(3, text(sealed).split("ANMF", -1).length);
        assertSame(Pictures.quarters(30, 20), Pictures.read(picture.still().toByteArray()));
        assertArrayEquals(sealed, WebpInspector.inspect(sealed, rules).sealed().toByteArray());
    }

    private static byte[] webpFrame(int x, BufferedImage image) {
        byte[] position = {(byte) (x / 2), 0, 0, 0, 0, 0};
        byte[] size = {(byte) (image.getWidth() - 1), 0, 0, (byte) (image.getHeight() - 1), 0, 0};
        byte[] timing = {100, 0, 0, 0};
        return Pictures.join(
                position,
                size,
                timing,
                LosslessWebp.chunk("VP8L", LosslessWebp.bitstream(image)),
                LosslessWebp.chunk("SPY!", latin(SECRET)));
    }

    private byte[] resealed(byte[] jpeg) {
        return JpegInspector.inspect(jpeg, rules).sealed().toByteArray();
    }

    private static void assertNoSecret(byte[] file) {
        assertFalse(text(file).contains(SECRET), () -> text(file));
    }

    private static void assertSamePixels(byte[] expected, byte[] actual) {
        assertSame(Pictures.read(expected), Pictures.read(actual));
    }

    private static void assertSame(BufferedImage expected, BufferedImage actual) {
        assertNotNull(actual);
        int w = expected.getWidth();
        int h = expected.getHeight();
        assertEquals(w, actual.getWidth());
        assertEquals(h, actual.getHeight());
        assertArrayEquals(expected.getRGB(0, 0, w, h, null, 0, w), actual.getRGB(0, 0, w, h, null, 0, w));
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}

package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;
import static io.github.avatarsync.media.Pictures.segment;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.Tag;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.mp4.Mp4Directory;
import com.drew.metadata.xmp.XmpDirectory;
import io.github.avatarsync.Content;
import io.github.avatarsync.MediaRules;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes in with a place and a camera comes out without, as a reader of metadata that others wrote sees it. */
class MetadataTest {
    private static final byte[] XMP = latin("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
            + "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:exif="
            + "'http://ns.adobe.com/exif/1.0/' exif:GPSLatitude='48,51.5N'/></rdf:RDF></x:xmpmeta>");

    private final Intake intake = new Intake(MediaRules.defaults());
    private final BufferedImage picture = Pictures.quarters(60, 40);

    @Test
    void jpegComesOutWithTheOrientationOnly() throws Exception {
        byte[] bare = Pictures.jpeg(picture);
        byte[] file = Pictures.withSegments(
                bare,
                Pictures.exifSegment(6),
                segment(0xe1, join(latin("http://ns.adobe.com/xap/1.0/\0"), XMP)),
                segment(0xfe, latin("taken at home")));
        assertTrue(names(file).containsAll(List.of("GPS", "XMP", "JpegComment", "Exif IFD0")), names(file)::toString);

        byte[] sealed = sealed(file);

        assertEquals(Set.of("JPEG", "JFIF", "Exif IFD0", "Huffman", "File Type"), Set.copyOf(names(sealed)));
        assertOrientationOnly(sealed, 6);
        assertSamePixels(bare, sealed);
    }

    @Test
    void pngComesOutWithTheOrientationOnly() throws Exception {
        byte[] bare = Pictures.png(picture);
        byte[] file = Pictures.withChunks(
                bare,
                PngChunk.of("eXIf", Pictures.exif(8)),
                PngChunk.of("iTXt", join(latin("XML:com.adobe.xmp\0\0\0\0\0"), XMP)),
                PngChunk.of("tEXt", latin("Author\0somebody")));
        assertTrue(names(file).containsAll(List.of("GPS", "XMP", "PNG-tEXt")), names(file)::toString);

        byte[] sealed = sealed(file);

        assertEquals(Set.of("PNG-IHDR", "Exif IFD0", "File Type"), Set.copyOf(names(sealed)));
        assertOrientationOnly(sealed, 8);
        assertSamePixels(bare, sealed);
    }

    @Test
    void webpComesOutWithTheOrientationOnly() throws Exception {
        byte[] header = {WebpHeader.EXIF | 0x04, 0, 0, 0, 59, 0, 0, 39, 0, 0};
        byte[] file = LosslessWebp.riff(
                LosslessWebp.chunk("VP8X", header),
                LosslessWebp.chunk("VP8L", LosslessWebp.bitstream(picture)),
                LosslessWebp.chunk("EXIF", Pictures.exif(3)),
                LosslessWebp.chunk("XMP ", XMP));
        assertTrue(names(file).containsAll(List.of("GPS", "XMP")), names(file)::toString);

        byte[] sealed = sealed(file);

        assertEquals(Set.of("WebP", "Exif IFD0", "File Type"), Set.copyOf(names(sealed)));
        assertOrientationOnly(sealed, 3);
        assertSamePixels(Pictures.webp(picture), sealed);
    }

    @Test
    void gifComesOutWithoutCommentsAndXmp() throws Exception {
        byte[] bare = Pictures.animatedGif(picture, picture);
        byte[] comment = join(new byte[] {0x21, (byte) 0xfe, 5}, latin("house"), new byte[1]);
        byte[] file = join(Arrays.copyOf(bare, bare.length - 1), comment, new byte[] {0x3b});
        assertTrue(names(file).contains("GIF Comment"), names(file)::toString);

        assertFalse(names(sealed(file)).contains("GIF Comment"));
    }

    @Test
    void mp4ComesOutWithoutItsPlace() throws Exception {
        byte[] file = Videos.mp4(true, Videos.place(), Videos.videoTrack(64, 36, false));
        assertTrue(read(file).getFirstDirectoryOfType(Mp4Directory.class).containsTag(Mp4Directory.TAG_LATITUDE));

        assertFalse(
                read(sealed(file)).getFirstDirectoryOfType(Mp4Directory.class).containsTag(Mp4Directory.TAG_LATITUDE));
    }

    private static void assertOrientationOnly(byte[] file, int orientation) throws Exception {
        Metadata metadata = read(file);
        assertFalse(metadata.containsDirectoryOfType(GpsDirectory.class));
        assertFalse(metadata.containsDirectoryOfType(XmpDirectory.class));
        ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        assertEquals(
                List.of(ExifIFD0Directory.TAG_ORIENTATION),
                exif.getTags().stream().map(Tag::getTagType).toList());
        assertEquals(orientation, exif.getInt(ExifIFD0Directory.TAG_ORIENTATION));
    }

    private static void assertSamePixels(byte[] expected, byte[] actual) {
        BufferedImage a = Pictures.read(expected);
        BufferedImage b = Pictures.read(actual);
        assertArrayEquals(
                a.getRGB(0, 0, a.getWidth(), a.getHeight(), null, 0, a.getWidth()),
                b.getRGB(0, 0, b.getWidth(), b.getHeight(), null, 0, b.getWidth()));
    }

    private byte[] sealed(byte[] file) throws Exception {
        try (InputStream in = intake.prepare(Content.of(file), null, null)
                .variants()
                .get(0)
                .content()
                .open()) {
            return in.readAllBytes();
        }
    }

    private static List<String> names(byte[] file) throws Exception {
        List<String> names = new ArrayList<>();
        for (Directory directory : read(file).getDirectories()) {
            names.add(directory.getName());
        }
        return names;
    }

    private static Metadata read(byte[] file) throws Exception {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
    }
}

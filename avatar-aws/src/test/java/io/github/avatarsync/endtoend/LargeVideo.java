package io.github.avatarsync.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** An MP4 of any size: a real container around samples that no decoder is asked to read. */
final class LargeVideo {
    private static final int CHUNK = 1024 * 1024;
    private static final int UPRIGHT = 0x10000;

    private LargeVideo() {}

    /** Writes a video of three seconds with {@code mebibytes} of noise in one sample. */
    static void write(Path file, int mebibytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(box("ftyp", latin("isom"), u32(512), latin("isomavc1mp41")));
            out.write(box("moov", movieHeader(), track(mebibytes * CHUNK)));
            out.write(u32(8 + mebibytes * CHUNK));
            out.write(latin("mdat"));
            Random random = new Random(mebibytes);
            byte[] chunk = new byte[CHUNK];
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
    }

    private static byte[] movieHeader() throws IOException {
        return box("mvhd", u32(0), u32(0), u32(0), u32(600), u32(1800), new byte[80]);
    }

    private static byte[] track(int sampleSize) throws IOException {
        byte[] matrix =
                join(u32(UPRIGHT), u32(0), u32(0), u32(0), u32(UPRIGHT), u32(0), u32(0), u32(0), u32(0x40000000));
        byte[] header =
                box("tkhd", u32(7), u32(0), u32(0), u32(1), new byte[24], matrix, u32(640 << 16), u32(480 << 16));
        byte[] entry =
                join(u32(86), latin("avc1"), new byte[6], u16(1), new byte[16], u16(640), u16(480), new byte[50]);
        byte[] table = box(
                "stbl",
                box("stsd", u32(0), u32(1), entry),
                box("stsc", u32(0), u32(1), u32(1), u32(1), u32(1)),
                box("stsz", u32(0), u32(sampleSize), u32(1)),
                box("stco", u32(0), u32(1), u32(0)));
        byte[] reference = box("dinf", box("dref", u32(0), u32(1), box("url ", u32(1))));
        byte[] media = box(
                "mdia",
                box("mdhd", u32(0), u32(0), u32(0), u32(600), u32(1800), u32(0)),
                box("hdlr", u32(0), u32(0), latin("vide"), new byte[12], latin("handler\0")),
                box("minf", reference, table));
        return box("trak", header, media);
    }

    private static byte[] box(String type, byte[]... body) throws IOException {
        byte[] contents = join(body);
        return join(u32(contents.length + 8), latin(type), contents);
    }

    private static byte[] join(byte[]... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        return out.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] u16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    private static byte[] u32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}

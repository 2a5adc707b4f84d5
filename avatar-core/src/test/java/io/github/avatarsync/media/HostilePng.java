package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;
import static io.github.avatarsync.media.Pictures.u32;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** PNGs that mean harm. */
final class HostilePng {
    private static final long MIB = 1L << 20;

    private HostilePng() {}

    static Stream<Supplier<HostileFile>> files() {
        return Stream.of(
                () -> bomb("png of 23 MP", 4800, 8, 2, 0),
                () -> bomb("png of 23 MP with 64 bits each", 4800, 16, 6, 0),
                () -> bomb("png of 23 MP with 64 bits each, interlaced", 4800, 16, 6, 1),
                () -> bomb("png of 25 MP", 5000, 8, 2, 0),
                () -> bomb("png of 65,500 a side", 65_500, 1, 0, 0),
                () -> claim("png of 2^31 - 1 a side", Integer.MAX_VALUE, Integer.MAX_VALUE),
                () -> claim("png of 2^32 - 1 a side", -1, -1),
                () -> claim("png of no width", 0, 10),
                () -> claim("png of 16,384 x 1", 16_384, 1),
                () -> HostileFile.of("png with 200 MB behind its pixels", head(8, 8, 8, 2, 0), idat(200 * MIB), iend()),
                () -> HostileFile.of("png without enough pixels", head(900, 900, 8, 2, 0), idat(900), iend()),
                () -> HostileFile.of(
                        "png with noise for pixels", head(90, 90, 8, 2, 0), chunk("IDAT", noise(500)), iend()),
                () -> withText("png with a bomb of text", "zTXt", join(latin("a\0\0"), zeros(100 * MIB))),
                () -> withText("png with an international bomb", "iTXt", join(latin("a\0\1\0\0\0"), zeros(100 * MIB))),
                () -> withText("png with a bomb for a profile", "iCCP", join(latin("a\0\0"), zeros(100 * MIB))),
                () -> withText("png with 8 MB of text", "tEXt", join(latin("a\0"), new byte[8 << 20])),
                () -> HostileFile.of("png with 100,000 texts", flood(100_000, chunk("tEXt", latin("a\0b")))),
                () -> HostileFile.of("png with 1,000,000 pixel chunks", pieces(400_000)),
                () -> HostileFile.of(
                        "png with two headers", head(8, 8, 8, 2, 0), head(9, 9, 8, 2, 0), idat(200), iend()),
                () -> HostileFile.of("png of an unknown kind", head(8, 8, 7, 5, 9), idat(200), iend()),
                () -> HostileFile.of("png without its palette", head(8, 8, 8, 3, 0), idat(72), iend()),
                () -> palette("png with a palette of one", 3, 255),
                () -> palette("png with a palette of 300", 900, 1),
                () -> HostileFile.of("png that goes on", head(8, 8, 8, 2, 0), u32(-1), latin("IDAT"), new byte[99]),
                () -> HostileFile.of("png with a length of 2^31", head(8, 8, 8, 2, 0), u32(1 << 31), latin("IDAT")),
                () -> HostileFile.of(
                        "png with a critical unknown", head(8, 8, 8, 2, 0), chunk("ABCD", noise(9)), iend()),
                () -> animation("apng with 100,000 frames", 100_000, 100_000, 8),
                () -> animation("apng that promises 2^32 - 1 frames", -1, 1, 8),
                () -> animation("apng with a frame beyond", 1, 1, 1 << 30));
    }

    static byte[] chunk(String type, byte[] body) {
        return PngChunk.of(type, body);
    }

    static byte[] head(int width, int height, int depth, int colourType, int interlace) {
        return join(PngChunk.SIGNATURE, chunk("IHDR", join(u32(width), u32(height), new byte[] {
            (byte) depth, (byte) colourType, 0, 0, (byte) interlace
        })));
    }

    static byte[] iend() {
        return chunk("IEND", new byte[0]);
    }

    /** Pixel data that inflates to so many zeros. */
    static byte[] idat(long bytes) {
        return chunk("IDAT", zeros(bytes));
    }

    /** So many zeros, deflated. */
    static byte[] zeros(long bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] block = new byte[1 << 16];
            byte[] buffer = new byte[1 << 12];
            for (long left = bytes; left > 0; left -= block.length) {
                deflater.setInput(block, 0, (int) Math.min(block.length, left));
                drain(deflater, buffer, out);
            }
            deflater.finish();
            drain(deflater, buffer, out);
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void drain(Deflater deflater, byte[] buffer, ByteArrayOutputStream out) {
        int count = deflater.deflate(buffer);
        while (count > 0) {
            out.write(buffer, 0, count);
            count = deflater.deflate(buffer);
        }
    }

    static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }

    private static HostileFile bomb(String name, int side, int depth, int colourType, int interlace) {
        int samples = colourType == 6 ? 4 : colourType == 2 ? 3 : 1;
        long row = 1 + ((long) side * samples * depth + 7) / 8;
        return HostileFile.of(
                name,
                head(side, side, depth, colourType, interlace),
                idat(Math.min(200 * MIB, row * side * 9 / 8)),
                iend());
    }

    private static HostileFile claim(String name, int width, int height) {
        return HostileFile.of(name, head(width, height, 8, 2, 0), idat(100_000), iend());
    }

    private static HostileFile withText(String name, String type, byte[] body) {
        return HostileFile.of(name, Pictures.withChunks(Pictures.png(Pictures.quarters(16, 16)), chunk(type, body)));
    }

    private static byte[] flood(int count, byte[] chunk) {
        byte[][] chunks = new byte[count][];
        Arrays.fill(chunks, chunk);
        return Pictures.withChunks(Pictures.png(Pictures.quarters(16, 16)), chunks);
    }

    private static byte[] pieces(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(8, 8, 8, 2, 0));
        byte[] one = chunk("IDAT", new byte[1]);
        byte[] none = chunk("IDAT", new byte[0]);
        for (int i = 0; i < count; i++) {
            out.writeBytes(one);
            out.writeBytes(none);
        }
        out.writeBytes(iend());
        return out.toByteArray();
    }

    private static HostileFile palette(String name, int bytes, int index) {
        byte[] rows = new byte[72];
        Arrays.fill(rows, (byte) index);
        for (int row = 0; row < 8; row++) {
            rows[9 * row] = 0;
        }
        Deflater deflater = new Deflater();
        deflater.setInput(rows);
        deflater.finish();
        byte[] buffer = new byte[100];
        byte[] pixels = Arrays.copyOf(buffer, deflater.deflate(buffer));
        deflater.end();
        return HostileFile.of(name, head(8, 8, 8, 3, 0), chunk("PLTE", new byte[bytes]), chunk("IDAT", pixels), iend());
    }

    private static HostileFile animation(String name, int promised, int frames, int width) {
        ByteArrayOutputStream controls = new ByteArrayOutputStream();
        for (int i = 0; i < frames; i++) {
            controls.writeBytes(chunk("fcTL", join(u32(i), u32(width), u32(8), new byte[14])));
        }
        return HostileFile.of(
                name,
                head(8, 8, 8, 2, 0),
                chunk("acTL", join(u32(promised), u32(0))),
                controls.toByteArray(),
                idat(200),
                iend());
    }
}

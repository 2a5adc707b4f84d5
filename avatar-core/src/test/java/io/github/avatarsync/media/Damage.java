package io.github.avatarsync.media;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** Sound small files of every format, and what is left of them after accidents. */
final class Damage {
    private static final int FLIPS_PER_SEED = 300;

    private Damage() {}

    /** The sound files, by name. */
    static Map<String, byte[]> seeds() {
        BufferedImage picture = Pictures.quarters(20, 14);
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("PNG", Pictures.png(picture));
        seeds.put("PNG with transparency", Pictures.png(Pictures.transparent(20, 14)));
        seeds.put("APNG", SampleAnimations.png());
        seeds.put("PNG with a profile", profiled());
        seeds.put("JPEG", Pictures.jpeg(picture));
        seeds.put("progressive JPEG", Pictures.progressiveJpeg(picture));
        seeds.put("JPEG with EXIF", Pictures.withSegments(Pictures.jpeg(picture), Pictures.exifSegment(6)));
        seeds.put("JPEG with ink", ink());
        seeds.put("GIF", Pictures.gif(picture));
        seeds.put("animated GIF", Pictures.animatedGif(picture, Pictures.quarters(9, 9)));
        seeds.put("WebP", Pictures.webp(Pictures.quarters(9, 7)));
        seeds.put("lossy WebP", LosslessWebp.riff(LosslessWebp.chunk("VP8 ", LossyWebp.bitstream(20, 14, 1))));
        seeds.put("animated WebP", SampleAnimations.webp());
        seeds.put("MP4", Videos.mp4(64, 36));
        seeds.put("MP4 with a place", Videos.mp4(true, Videos.place(), Videos.videoTrack(64, 36, true)));
        seeds.put("WebM", Videos.webm(64, 36, false, Videos.webmTags()));
        seeds.put("live WebM", Videos.webm(64, 36, true));
        return seeds;
    }

    static Stream<HostileFile> files() {
        return seeds().entrySet().stream()
                .flatMap(seed ->
                        Stream.concat(cut(seed.getKey(), seed.getValue()), flipped(seed.getKey(), seed.getValue())));
    }

    private static Stream<HostileFile> cut(String name, byte[] seed) {
        return IntStream.range(0, seed.length)
                .mapToObj(length -> new HostileFile(name + " cut at " + length, Arrays.copyOf(seed, length)));
    }

    private static Stream<HostileFile> flipped(String name, byte[] seed) {
        return IntStream.range(0, FLIPS_PER_SEED).mapToObj(number -> {
            byte[] bytes = seed.clone();
            Random random = new Random(number);
            for (int i = 0; i <= number % 8; i++) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            // Every second one with checksums that fit, or none would get past the first look.
            return new HostileFile(name + " flipped " + number, number % 2 == 0 ? bytes : repaired(bytes));
        });
    }

    /** Makes the checksums of a PNG fit again, as far as its chunks can be followed; leaves other files alone. */
    static byte[] repaired(byte[] file) {
        byte[] bytes = file.clone();
        if (!Arrays.equals(PngChunk.SIGNATURE, Arrays.copyOf(bytes, PngChunk.SIGNATURE.length))) {
            return bytes;
        }
        int at = PngChunk.SIGNATURE.length;
        while (at + PngChunk.OVERHEAD <= bytes.length) {
            long length = new Cursor(bytes, at, bytes.length, Format.PNG).u32("length");
            if (length > bytes.length - at - PngChunk.OVERHEAD) {
                break;
            }
            int end = at + 8 + (int) length;
            PngChunk.put32(bytes, end, PngChunk.checksum(bytes, at + 4, end));
            at = end + 4;
        }
        return bytes;
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length + 1000];
            return Arrays.copyOf(out, deflater.deflate(out));
        } finally {
            deflater.end();
        }
    }

    private static byte[] profiled() {
        byte[] body = Pictures.join(Pictures.latin("a\0\0"), deflated(HostileProfiles.sound()));
        return Pictures.withChunks(Pictures.png(Pictures.quarters(9, 9)), PngChunk.of("iCCP", body));
    }

    private static byte[] ink() {
        byte[][] planes = new byte[4][20 * 14];
        new Random(1).nextBytes(planes[0]);
        return PlainJpeg.file(20, 14, planes, new int[] {0x21, 0x11, 0x11, 0x21}, 2);
    }
}

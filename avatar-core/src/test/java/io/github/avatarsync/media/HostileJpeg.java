package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;
import static io.github.avatarsync.media.Pictures.segment;
import static io.github.avatarsync.media.Pictures.u16;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** JPEGs that mean harm. */
final class HostileJpeg {
    private static final byte[] START = {(byte) 0xff, (byte) 0xd8};
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

    private HostileJpeg() {}

    static Stream<Supplier<HostileFile>> files() {
        return Stream.of(
                () -> HostileFile.of("jpeg with 1,000 scans", progressive(4000, 4000, 1_000)),
                () -> HostileFile.of("jpeg of 49 MP with 64 scans", progressive(7000, 7000, 64)),
                () -> HostileFile.of("jpeg of 65,500 a side, progressive", progressive(65_500, 65_500, 1)),
                () -> HostileFile.of("jpeg of 65,500 a side", baseline(0xc0, 8, 65_500, 65_500, 3, 0x22)),
                () -> HostileFile.of("jpeg of 49 MP without coded data", baseline(0xc0, 8, 7000, 7000, 3, 0x22)),
                () -> HostileFile.of(
                        "jpeg of 16,384 x 3,000 with odd sampling", baseline(0xc0, 8, 16_384, 3_000, 3, 0x41)),
                () -> HostileFile.of("jpeg of 49 MP with ink", progressiveInk(7000)),
                () -> flood("jpeg with 115,000 metadata segments", 115_000, segment(0xe1, new byte[0])),
                () -> flood("jpeg with 100,000 comments", 100_000, segment(0xfe, latin("a"))),
                () -> flood("jpeg with 100,000 tables", 100_000, segment(0xdd, u16(0))),
                () -> flood("jpeg with 130 comments of 64 KB", 130, segment(0xfe, new byte[65_533])),
                () -> flood("jpeg with 1,000,000 bytes of padding", 1_000_000, new byte[] {(byte) 0xff}),
                () -> HostileFile.of("jpeg with restarts only", withData(restarts(2_000_000))),
                () -> HostileFile.of("jpeg with a segment of length 0", START, marker(0xe0), u16(0), tail()),
                () -> HostileFile.of("jpeg with a segment of length 1", START, marker(0xe0), u16(1), tail()),
                () -> HostileFile.of(
                        "jpeg with a segment beyond its end", START, marker(0xe0), u16(65_535), new byte[9]),
                () -> HostileFile.of("jpeg without a scan", START, frame(0xc0, 8, 8, 8, 3, 0x11), END),
                () -> HostileFile.of("jpeg with a scan before its frame", START, scan(3, 0, 63, 0), END),
                () -> HostileFile.of("jpeg with two frames", START, frame(0xc0, 8, 8, 8, 3, 0x11), tail()),
                () -> HostileFile.of("jpeg with 12 bits", baseline(0xc1, 12, 8, 8, 3, 0x11)),
                () -> HostileFile.of("jpeg with 255 components", baseline(0xc0, 8, 8, 8, 255, 0x11)),
                () -> HostileFile.of("jpeg with sampling 0", baseline(0xc0, 8, 64, 64, 3, 0x00)),
                () -> HostileFile.of("jpeg with sampling 15", baseline(0xc0, 8, 64, 64, 3, 0xff)),
                () -> HostileFile.of("jpeg without loss", baseline(0xc3, 8, 8, 8, 3, 0x11)),
                () -> HostileFile.of("jpeg with arithmetic coding", baseline(0xc9, 8, 8, 8, 3, 0x11)),
                () -> HostileFile.of("jpeg with a hierarchy", baseline(0xc5, 8, 8, 8, 3, 0x11)),
                () -> HostileFile.of("jpeg of no height", baseline(0xc0, 8, 8, 0, 3, 0x11)),
                () -> HostileFile.of(
                        "jpeg without tables", START, frame(0xc0, 8, 64, 64, 3, 0x11), scan(3, 0, 63, 0), END),
                () -> HostileFile.of("jpeg with noise for tables", noisyTables()),
                () -> HostileFile.of(
                        "jpeg with a scan of bad spectra", START, frame(0xc2, 8, 8, 8, 3, 0x11), scan(3, 9, 3, 0), END),
                () -> HostileFile.of(
                        "jpeg with a scan too fine", START, frame(0xc2, 8, 8, 8, 3, 0x11), scan(3, 0, 63, 0xff), END),
                () -> exif("jpeg with a directory that is its own", join(latin("MM\0*"), u16(0), u16(8), u16(65_535))),
                () -> exif("jpeg with a directory beyond", join(latin("II*\0"), new byte[] {-1, -1, -1, 0x7f})),
                () -> exif("jpeg with a directory before", join(latin("MM\0*"), new byte[] {-1, -1, -1, -1})),
                () -> adobe("jpeg with an unknown transform", 3, 7),
                () -> adobe("jpeg with ink and an unknown transform", 4, 99));
    }

    /** A picture in which everything is grey, in this many scans; each refines what the ones before left open. */
    static byte[] progressive(int width, int height, int scans) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(START);
        out.writeBytes(steps());
        out.writeBytes(frame(0xc2, 8, width, height, 3, 0x11));
        out.writeBytes(codes());
        out.writeBytes(scan(3, 0, 0, 1));
        for (int i = 1; i < scans; i++) {
            out.writeBytes(scan(1, 1, 63, 0));
        }
        out.writeBytes(END);
        return out.toByteArray();
    }

    private static byte[] progressiveInk(int side) {
        return join(START, steps(), frame(0xc2, 8, side, side, 4, 0x11), codes(), scan(4, 0, 0, 1), END);
    }

    private static byte[] baseline(int marker, int precision, int width, int height, int components, int sampling) {
        int inScan = Math.min(components, 4);
        return join(
                START,
                steps(),
                frame(marker, precision, width, height, components, sampling),
                codes(),
                scan(inScan, 0, 63, 0),
                new byte[9],
                END);
    }

    private static byte[] steps() {
        byte[] steps = new byte[65];
        Arrays.fill(steps, 1, 65, (byte) 1);
        return segment(0xdb, steps);
    }

    /** Codes of one symbol each: no difference, end of block. */
    private static byte[] codes() {
        byte[] dc = new byte[18];
        dc[1] = 1;
        byte[] ac = dc.clone();
        ac[0] = 0x10;
        return join(segment(0xc4, dc), segment(0xc4, ac));
    }

    private static byte[] frame(int marker, int precision, int width, int height, int components, int sampling) {
        byte[] body = new byte[6 + 3 * components];
        body[0] = (byte) precision;
        System.arraycopy(u16(height), 0, body, 1, 2);
        System.arraycopy(u16(width), 0, body, 3, 2);
        body[5] = (byte) components;
        for (int i = 0; i < components; i++) {
            body[6 + 3 * i] = (byte) (i + 1);
            body[7 + 3 * i] = (byte) (i == 0 ? sampling : Math.min(sampling, 0x11));
        }
        return segment(marker, body);
    }

    private static byte[] scan(int components, int from, int to, int approximation) {
        byte[] body = new byte[4 + 2 * components];
        body[0] = (byte) components;
        for (int i = 0; i < components; i++) {
            body[1 + 2 * i] = (byte) (i + 1);
        }
        body[body.length - 3] = (byte) from;
        body[body.length - 2] = (byte) to;
        body[body.length - 1] = (byte) approximation;
        return segment(0xda, body);
    }

    private static byte[] marker(int marker) {
        return new byte[] {(byte) 0xff, (byte) marker};
    }

    /** Everything of a small sound file but its first two bytes. */
    private static byte[] tail() {
        byte[] sound = Pictures.jpeg(Pictures.quarters(16, 16));
        return Arrays.copyOfRange(sound, 2, sound.length);
    }

    private static byte[] withData(byte[] data) {
        return join(START, steps(), frame(0xc0, 8, 640, 640, 3, 0x11), codes(), scan(3, 0, 63, 0), data, END);
    }

    private static byte[] restarts(int count) {
        byte[] data = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            data[2 * i] = (byte) 0xff;
            data[2 * i + 1] = (byte) (0xd0 + i % 8);
        }
        return data;
    }

    private static byte[] noisyTables() {
        byte[] noise = HostilePng.noise(700);
        return join(
                START,
                segment(0xdb, noise),
                segment(0xc4, noise),
                frame(0xc0, 8, 64, 64, 3, 0x11),
                scan(3, 0, 63, 0),
                noise,
                END);
    }

    private static HostileFile flood(String name, int count, byte[] segment) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(START);
        for (int i = 0; i < count; i++) {
            all.writeBytes(segment);
        }
        all.writeBytes(tail());
        return new HostileFile(name, all.toByteArray());
    }

    private static HostileFile exif(String name, byte[] tiff) {
        return HostileFile.of(name, START, segment(0xe1, join(latin("Exif\0\0"), tiff)), tail());
    }

    private static HostileFile adobe(String name, int components, int transform) {
        byte[][] planes = new byte[components][16 * 16];
        int[] factors = new int[components];
        Arrays.fill(factors, 0x11);
        return HostileFile.of(name, PlainJpeg.file(16, 16, planes, factors, transform));
    }
}

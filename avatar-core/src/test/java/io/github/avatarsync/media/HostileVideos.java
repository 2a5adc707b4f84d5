package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;
import static io.github.avatarsync.media.Pictures.u32;
import static io.github.avatarsync.media.Videos.box;
import static io.github.avatarsync.media.Videos.element;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** MP4s and WebMs that mean harm. */
final class HostileVideos {
    private static final byte[] TYPE = box("ftyp", latin("isom"), u32(512), latin("isom"));
    private static final byte[] TRACK = Videos.videoTrack(64, 36, false);

    private HostileVideos() {}

    static Stream<Supplier<HostileFile>> files() {
        return Stream.concat(boxes(), elements());
    }

    private static Stream<Supplier<HostileFile>> boxes() {
        return Stream.of(
                () -> HostileFile.of("mp4 of 65,535 a side", Videos.mp4(65_535, 65_535)),
                () -> HostileFile.of("mp4 of no size", Videos.mp4(0, 0)),
                () -> HostileFile.of("mp4 with 1,000 levels", Videos.mp4(false, nested(1_000, "edts"), TRACK)),
                () -> HostileFile.of("mp4 with 8 levels", Videos.mp4(false, nested(8, "edts"), TRACK)),
                () -> HostileFile.of("mp4 with tracks in tracks", Videos.mp4(false, nested(4, "trak"), TRACK)),
                () -> HostileFile.of("mp4 with 100,000 boxes", Videos.mp4(64, 36), many(100_000, box("free"))),
                () -> HostileFile.of("mp4 with 100,000 tracks", Videos.mp4(false, many(100_000, box("trak")), TRACK)),
                () -> HostileFile.of("mp4 with 100,000 fragments", Videos.mp4(64, 36), many(100_000, box("moof"))),
                () -> HostileFile.of("mp4 with a movie header of 5 MB", Videos.mp4(false, new byte[5 << 20], TRACK)),
                () -> HostileFile.of("mp4 with a million places", places()),
                () -> HostileFile.of(
                        "mp4 with a box of size 0", Videos.mp4(64, 36), u32(0), latin("free"), new byte[99]),
                () -> HostileFile.of(
                        "mp4 with a box of size 7", Videos.mp4(64, 36), u32(7), latin("free"), new byte[99]),
                () -> HostileFile.of(
                        "mp4 with a box of 2^32 - 1", Videos.mp4(64, 36), u32(-1), latin("free"), new byte[9]),
                () -> wide("mp4 with a box of 2^63", 0x80000000, 0),
                () -> wide("mp4 with a box of 2^63 - 1", 0x7fffffff, -1),
                () -> wide("mp4 with a box of 2^64 - 1", -1, -1),
                () -> wide("mp4 with a wide box of 3", 0, 3),
                () -> HostileFile.of("mp4 with two movies", Videos.mp4(64, 36), box("moov")),
                () -> HostileFile.of("mp4 with nothing else", TYPE),
                () -> HostileFile.of("mp4 with an empty movie", TYPE, box("moov"), box("mdat", new byte[9])),
                () -> HostileFile.of("mp4 without samples", TYPE, box("moov", TRACK)),
                () -> HostileFile.of("mp4 of an unknown kind", box("ftyp", latin("evil"), u32(0)), box("moov")),
                () -> HostileFile.of("mp4 with a type of 1 MB", box("ftyp", new byte[1 << 20])),
                () -> HostileFile.of(
                        "mp4 with empty leaves", Videos.mp4(false, join(box("mvhd"), box("tkhd")), emptyTrack())),
                () -> HostileFile.of("mp4 with a duration of 2^63", Videos.mp4(false, endless(), TRACK)));
    }

    private static Stream<Supplier<HostileFile>> elements() {
        return Stream.of(
                () -> HostileFile.of("webm of 65,535 a side", Videos.webm(65_535, 65_535, false)),
                () -> HostileFile.of("webm of 2^64 - 1 a side", Videos.webm(64, 36, false, hugeTrack())),
                () -> HostileFile.of(
                        "webm with 100,000 elements", Videos.webm(64, 36, false, many(100_000, element(0xec)))),
                () -> HostileFile.of(
                        "webm, live, with 2,000,000 blocks", Videos.webm(64, 36, true), many(2_000_000, element(0xa3))),
                () -> HostileFile.of(
                        "webm with segments in segments", Videos.webm(64, 36, true, many(1_000, open(0x18538067)))),
                () -> HostileFile.of(
                        "webm with clusters in clusters", Videos.webm(64, 36, true, many(20_000, open(0x1f43b675)))),
                () -> HostileFile.of("webm with tracks without end", Videos.webm(64, 36, true, open(0x1654ae6b))),
                () -> HostileFile.of("webm that points at itself", Videos.webm(64, 36, false, seekToSelf())),
                () -> HostileFile.of("webm with an id of zeros", Videos.webm(64, 36, true), new byte[999]),
                () -> HostileFile.of(
                        "webm with a size of zeros", Videos.webm(64, 36, true), new byte[] {(byte) 0xec, 0, 0}),
                () -> HostileFile.of(
                        "webm with a size of 2^56",
                        Videos.webm(64, 36, true),
                        latin("\u00ec\1\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00fe")),
                () -> HostileFile.of(
                        "webm with a number of 9 bytes",
                        Videos.webm(64, 36, false, element(0x1549a966, element(0x2ad7b1, new byte[9])))),
                () -> HostileFile.of(
                        "webm with a duration that is none",
                        Videos.webm(
                                64,
                                36,
                                false,
                                element(0x1549a966, element(0x4489, latin("\u007f\u00f8\0\0\0\0\0\0"))))),
                () -> HostileFile.of(
                        "webm with a header of 1 MB",
                        element(0x1a45dfa3, element(0x4282, latin("webm")), new byte[1 << 20])),
                () -> HostileFile.of("webm with nothing else", element(0x1a45dfa3, element(0x4282, latin("webm")))));
    }

    private static byte[] nested(int levels, String type) {
        byte[] box = new byte[0];
        for (int i = 0; i < levels; i++) {
            box = box(type, box);
        }
        return box;
    }

    /** A track of timed metadata whose samples lie at a million places. */
    private static byte[] places() {
        int places = 1_000_000;
        int header = Videos.mp4(false, Videos.scatteredTrack(0, places), TRACK).length;
        return join(
                Videos.mp4(false, Videos.scatteredTrack(header + 8, places), TRACK), box("mdat", new byte[2 * places]));
    }

    private static HostileFile wide(String name, int high, int low) {
        return HostileFile.of(name, Videos.mp4(64, 36), u32(1), latin("free"), u32(high), u32(low), new byte[99]);
    }

    private static byte[] emptyTrack() {
        String[] leaves = {"tkhd", "mdhd", "hdlr", "stsd", "stsz", "stco", "co64", "stsc", "dref"};
        byte[][] boxes = new byte[leaves.length][];
        for (int i = 0; i < leaves.length; i++) {
            boxes[i] = box(leaves[i]);
        }
        return box("trak", boxes);
    }

    private static byte[] endless() {
        return box("mvhd", u32(0x01000000), new byte[16], u32(1), u32(-1), u32(-1), new byte[80]);
    }

    private static byte[] hugeTrack() {
        byte[] huge = new byte[8];
        Arrays.fill(huge, (byte) 0xff);
        byte[] picture = element(0xe0, element(0xb0, huge), element(0xba, huge));
        return element(0x1654ae6b, element(0xae, element(0x83, new byte[] {1}), picture));
    }

    private static byte[] seekToSelf() {
        return element(0x114d9b74, element(0x4dbb, element(0x53ab, u32(0x114d9b74)), element(0x53ac, new byte[1])));
    }

    /** The header of an element without a length. */
    private static byte[] open(int id) {
        return join(u32(id), new byte[] {1, -1, -1, -1, -1, -1, -1, -1});
    }

    private static byte[] many(int count, byte[] part) {
        byte[][] parts = new byte[count][];
        Arrays.fill(parts, part);
        return join(parts);
    }
}

package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;
import static io.github.avatarsync.media.Pictures.u16;
import static io.github.avatarsync.media.Pictures.u32;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Test videos: real containers around samples that no decoder is asked to read. */
public final class Videos {
    static final String SAMPLES = "picture samples!";
    static final String PLACE = "+48.8584+002.2945/";
    private static final int UPRIGHT = 0x10000;

    private Videos() {}

    /** An MP4 of three seconds with one track, its movie header in front. */
    public static byte[] mp4(int width, int height) {
        return mp4(false, new byte[0], videoTrack(width, height, false));
    }

    /** Tracks and further boxes of the movie around one chunk of samples; the movie in front or behind. */
    static byte[] mp4(boolean movieLast, byte[] inMovie, byte[]... tracks) {
        byte[] type = box("ftyp", latin("isom"), u32(512), latin("isomavc1mp41"));
        byte[] samples = box("mdat", latin(SAMPLES), latin(PLACE));
        byte[] movie = box("moov", movieHeader(), join(tracks), inMovie);
        return movieLast ? join(type, samples, movie) : join(type, movie, samples);
    }

    static byte[] videoTrack(int width, int height, boolean turned) {
        byte[] entry =
                join(u32(86), latin("avc1"), new byte[6], u16(1), new byte[16], u16(width), u16(height), new byte[50]);
        byte[] table = box(
                "stbl",
                box("stsd", u32(0), u32(1), entry),
                box("stsc", u32(0), u32(1), u32(1), u32(1), u32(1)),
                box("stsz", u32(0), u32(SAMPLES.length()), u32(1)),
                box("stco", u32(0), u32(1), u32(0)));
        return track("vide", trackHeader(width, height, turned), table);
    }

    /** A track of timed metadata whose one sample lies at {@code offset} and has {@code length} bytes. */
    static byte[] placeTrack(int offset, int length) {
        byte[] table = box(
                "stbl",
                box("stsd", u32(0), u32(1), u32(16), latin("camm"), new byte[8]),
                box("stsc", u32(0), u32(1), u32(1), u32(1), u32(1)),
                box("stsz", u32(0), u32(0), u32(1), u32(length)),
                box("stco", u32(0), u32(1), u32(offset)));
        return track("camm", trackHeader(0, 0, false), table);
    }

    /** A track of timed metadata with {@code count} samples of one byte, at every second place from {@code offset} on. */
    static byte[] scatteredTrack(int offset, int count) {
        byte[] offsets = new byte[4 * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(u32(offset + 2 * i), 0, offsets, 4 * i, 4);
        }
        byte[] table = box(
                "stbl",
                box("stsd", u32(0), u32(1), u32(16), latin("camm"), new byte[8]),
                box("stsc", u32(0), u32(1), u32(1), u32(1), u32(1)),
                box("stsz", u32(0), u32(1), u32(count)),
                box("stco", u32(0), u32(count), offsets));
        return track("camm", trackHeader(0, 0, false), table);
    }

    /** Where phones write the place: {@code udta} with the box ©xyz. */
    static byte[] place() {
        return box("udta", box("\u00a9xyz", u16(PLACE.length()), u16(0x15c7), latin(PLACE)));
    }

    static byte[] box(String type, byte[]... body) {
        byte[] contents = join(body);
        return join(u32(contents.length + 8), latin(type), contents);
    }

    private static byte[] movieHeader() {
        return box("mvhd", u32(0), u32(0x7eadbee1), u32(0x7eadbee1), u32(600), u32(1800), new byte[80]);
    }

    private static byte[] trackHeader(int width, int height, boolean turned) {
        byte[] matrix = turned
                ? join(u32(0), u32(UPRIGHT), u32(0), u32(-UPRIGHT), u32(0), u32(0), u32(0), u32(0), u32(0x40000000))
                : join(u32(UPRIGHT), u32(0), u32(0), u32(0), u32(UPRIGHT), u32(0), u32(0), u32(0), u32(0x40000000));
        return box(
                "tkhd",
                u32(7),
                u32(0x7eadbee1),
                u32(0x7eadbee1),
                u32(1),
                new byte[24],
                matrix,
                u32(width << 16),
                u32(height << 16));
    }

    private static byte[] track(String handler, byte[] header, byte[] table) {
        byte[] reference = box("dinf", box("dref", u32(0), u32(1), box("url ", u32(1))));
        byte[] media = box(
                "mdia",
                box("mdhd", u32(0), u32(0x7eadbee1), u32(0x7eadbee1), u32(600), u32(1800), u32(0)),
                box("hdlr", u32(0), u32(0), latin(handler), new byte[12], latin("SpyCam handler\0")),
                box("minf", reference, table));
        return box("trak", header, media);
    }

    /** A WebM of three seconds; {@code live} as browsers record it: lengths of segment and clusters unknown. */
    static byte[] webm(int width, int height, boolean live, byte[]... inSegment) {
        byte[] info = element(
                0x1549a966,
                element(0x2ad7b1, u32(1_000_000)),
                element(0x4489, ByteBuffer.allocate(8).putDouble(3000).array()),
                element(0x7ba9, latin("SpyCam title")),
                element(0x4461, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
                element(0x4d80, latin("muxer")),
                element(0x5741, latin("writer")));
        byte[] picture = element(0xe0, element(0xb0, u16(width)), element(0xba, u16(height)));
        byte[] track = element(
                0xae,
                element(0xd7, new byte[] {1}),
                element(0x83, new byte[] {1}),
                element(0x536e, latin("SpyCam track")),
                element(0x86, latin("V_VP9")),
                picture);
        byte[] block = element(0xa3, latin("\u0081\0\0\u0080" + SAMPLES));
        byte[] body =
                join(info, element(0x1654ae6b, track), join(inSegment), cluster(live, block), cluster(live, block));
        return join(
                element(0x1a45dfa3, element(0x4282, latin("webm"))),
                live ? join(id(0x18538067), open(), body) : element(0x18538067, body));
    }

    /** Tags with a place, as editors write them. */
    static byte[] webmTags() {
        return element(
                0x1254c367,
                element(0x7373, element(0x67c8, element(0x45a3, latin("LOCATION")), element(0x4487, latin(PLACE)))));
    }

    static byte[] element(int id, byte[]... body) {
        byte[] contents = join(body);
        return join(id(id), u32(0x10000000 | contents.length), contents);
    }

    private static byte[] cluster(boolean live, byte[] block) {
        byte[] time = element(0xe7, new byte[] {0});
        return live ? join(id(0x1f43b675), open(), time, block) : element(0x1f43b675, time, block);
    }

    private static byte[] open() {
        return new byte[] {1, -1, -1, -1, -1, -1, -1, -1};
    }

    private static byte[] id(int id) {
        byte[] all = u32(id);
        int from = 0;
        while (all[from] == 0) {
            from++;
        }
        return Arrays.copyOfRange(all, from, 4);
    }
}

package io.github.avatarsync.media;

import static io.github.avatarsync.media.LosslessWebp.chunk;
import static io.github.avatarsync.media.LosslessWebp.riff;
import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** WebPs that mean harm. */
final class HostileWebp {
    private HostileWebp() {}

    static Stream<Supplier<HostileFile>> files() {
        return Stream.of(
                () -> lossless("webp of 23 MP in 24 bytes", LosslessBits.bomb(4800, 4800)),
                () -> lossless("webp of 16,384 x 16,384 in 24 bytes", LosslessBits.bomb(16_384, 16_384)),
                () -> lossless("webp of 2,800 x 2,800 in 24 bytes", LosslessBits.bomb(2800, 2800)),
                () -> lossless("webp with 65,536 sets of codes", LosslessBits.codeBomb(1024, 65_536)),
                () -> lossless("webp with 16,384 sets of codes", LosslessBits.codeBomb(512, 16_384)),
                () -> lossless(
                        "webp with 10,000 transforms", LosslessBits.transforms(Pictures.quarters(64, 64), 10_000)),
                () -> lossless("webp with five transforms", LosslessBits.transforms(Pictures.quarters(64, 64), 5)),
                () -> lossless("webp with noise for pixels", noisyLossless(2_000, 2_000)),
                () -> HostileFile.of(
                        "webp with codes in its transparency",
                        transparent(1024, LosslessBits.codeBombAlpha(1024, 65_536))),
                () -> HostileFile.of("webp with noise for transparency", transparent(256, HostilePng.noise(500))),
                () -> HostileFile.of("webp without enough transparency", transparent(256, new byte[9])),
                () -> lossy("webp of lossy noise", LossyWebp.bitstream(640, 480, 1)),
                () -> lossy("webp of other noise", LossyWebp.bitstream(16, 2000, 2)),
                () -> lossy("webp of 16,383 a side, lossy", claim(16_383, 16_383)),
                () -> lossy("webp of 8 MP, lossy, without data", claim(4000, 2000)),
                () -> lossy("webp of no width", claim(0, 16)),
                () -> lossy(
                        "webp with a partition beyond", new byte[] {-1, -1, -1, (byte) 0x9d, 1, 0x2a, 16, 0, 16, 0, 0}),
                () -> lossless("webp cut in its header", new byte[] {0x2f, 0, 0}),
                () -> HostileFile.of("webp with a canvas of 2^24", riff(chunk("VP8X", canvas(0, -1)), picture())),
                () -> HostileFile.of(
                        "webp with a second picture", riff(chunk("VP8X", canvas(0, 15)), picture(), picture())),
                () -> HostileFile.of("webp with a header behind", riff(picture(), chunk("VP8X", canvas(0, 15)))),
                () -> HostileFile.of("webp with 100,000 chunks", extended(100_000, chunk("ABCD", new byte[2]))),
                () -> HostileFile.of("webp with 9 MB of metadata", extended(1, chunk("XMP ", new byte[9 << 20]))),
                () -> HostileFile.of("webp with a profile of 2 MB", extended(1, chunk("ICCP", new byte[2 << 20]))),
                () -> animation("webp with 100,000 frames", 100_000, 16),
                () -> animation("webp with a frame too large", 1, 4000),
                () -> HostileFile.of(
                        "webp with a frame in a frame",
                        riff(
                                chunk("VP8X", canvas(2, 15)),
                                chunk("ANIM", new byte[6]),
                                chunk("ANMF", frame(16, frame(16, picture()))))),
                () -> HostileFile.of(
                        "webp with transparency without end",
                        riff(
                                chunk("VP8X", canvas(2, 15)),
                                chunk("ANIM", new byte[6]),
                                chunk("ANMF", frame(16, many(100_000, chunk("ALPH", new byte[0])))))),
                () -> HostileFile.of(
                        "webp that is shorter than it says",
                        latin("RIFF"),
                        new byte[] {-1, -1, -1, -1},
                        latin("WEBPVP8L"),
                        new byte[40]),
                () -> HostileFile.of("webp that says nothing", latin("RIFF"), new byte[4], latin("WEBP")),
                () -> HostileFile.of(
                        "webp with a chunk beyond",
                        latin("RIFF"),
                        new byte[] {40, 0, 0, 0},
                        latin("WEBPVP8L"),
                        new byte[] {-1, -1, -1, 127},
                        new byte[40]));
    }

    private static HostileFile lossless(String name, byte[] bits) {
        return HostileFile.of(name, riff(chunk("VP8L", bits)));
    }

    private static HostileFile lossy(String name, byte[] bits) {
        return HostileFile.of(name, riff(chunk("VP8 ", bits)));
    }

    private static byte[] noisyLossless(int side, int bytes) {
        byte[] bits = HostilePng.noise(bytes);
        byte[] sound = LosslessBits.bomb(side, side);
        System.arraycopy(sound, 0, bits, 0, 5);
        return bits;
    }

    private static byte[] claim(int width, int height) {
        return join(
                new byte[] {0x30, 1, 0, (byte) 0x9d, 1, 0x2a},
                new byte[] {(byte) width, (byte) (width >> 8), (byte) height, (byte) (height >> 8)},
                new byte[20]);
    }

    private static byte[] picture() {
        return chunk("VP8L", LosslessWebp.bitstream(Pictures.quarters(16, 16)));
    }

    private static byte[] canvas(int flags, int lessOne) {
        byte[] side = WebpHeader.u24le(lessOne);
        return join(new byte[] {(byte) flags, 0, 0, 0}, side, side);
    }

    private static byte[] transparent(int side, byte[] alpha) {
        return riff(
                chunk("VP8X", canvas(WebpHeader.ALPHA, side - 1)),
                chunk("ALPH", alpha),
                chunk("VP8 ", LossyWebp.bitstream(side, side, 3)));
    }

    private static byte[] extended(int count, byte[] chunk) {
        return riff(chunk("VP8X", canvas(0, 15)), many(count, chunk), picture());
    }

    private static byte[] many(int count, byte[] chunk) {
        byte[][] chunks = new byte[count][];
        Arrays.fill(chunks, chunk);
        return join(chunks);
    }

    private static HostileFile animation(String name, int frames, int side) {
        return HostileFile.of(
                name,
                riff(
                        chunk("VP8X", canvas(WebpHeader.ANIMATION, 15)),
                        chunk("ANIM", new byte[6]),
                        many(frames, chunk("ANMF", frame(side, new byte[0])))));
    }

    private static byte[] frame(int side, byte[] chunks) {
        byte[] lessOne = WebpHeader.u24le(side - 1);
        return join(new byte[6], lessOne, lessOne, new byte[4], chunks);
    }
}

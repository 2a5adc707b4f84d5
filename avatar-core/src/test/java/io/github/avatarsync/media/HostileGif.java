package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** GIFs that mean harm. */
final class HostileGif {
    private static final byte[] END = {0x3b};

    private HostileGif() {}

    static Stream<Supplier<HostileFile>> files() {
        return Stream.of(
                () -> HostileFile.of(
                        "gif of 23 MP", Pictures.gif(new BufferedImage(4800, 4800, BufferedImage.TYPE_BYTE_BINARY))),
                () -> HostileFile.of("gif of 65,535 a side", screen(65_535, 65_535), frame(0, 0, 9, 9, 2, data()), END),
                () -> HostileFile.of(
                        "gif with a frame of 65,535 a side", screen(9, 9), frame(0, 0, 65_535, 65_535, 2, data()), END),
                () -> HostileFile.of(
                        "gif with a frame far away", screen(9, 9), frame(60_000, 60_000, 9, 9, 2, data()), END),
                () -> HostileFile.of(
                        "gif of 23 MP without coded data",
                        screen(4800, 4800),
                        frame(0, 0, 4800, 4800, 2, new byte[] {0}),
                        END),
                () -> HostileFile.of("gif with codes of 12 bits", screen(9, 9), frame(0, 0, 9, 9, 12, data()), END),
                () -> HostileFile.of("gif with codes of no bits", screen(9, 9), frame(0, 0, 9, 9, 0, data()), END),
                () -> HostileFile.of("gif with noise for pixels", screen(90, 90), frame(0, 0, 90, 90, 8, noise()), END),
                () -> HostileFile.of(
                        "gif with 8 MB of noise", screen(4800, 4800), frame(0, 0, 4800, 4800, 8, blocks(8 << 20)), END),
                () -> repeated("gif with 1,000 frames", 1_000, frame(0, 0, 9, 9, 2, data())),
                () -> repeated("gif with 300,000 frames", 300_000, frame(0, 0, 9, 9, 2, data())),
                () -> repeated("gif with 1,000,000 empty blocks", 1_000_000, new byte[1]),
                () -> repeated("gif with 100,000 comments", 100_000, join(new byte[] {0x21, -2, 1, 'a', 0})),
                () -> repeated("gif with 100,000 controls", 100_000, new byte[] {0x21, -7, 4, 0, 0, 0, 0, 0}),
                () -> repeated("gif with one comment of 9 MB", 1, join(new byte[] {0x21, -2}, blocks(9 << 20))),
                () -> HostileFile.of("gif that never ends", screen(9, 9), frame(0, 0, 9, 9, 2, data())),
                () -> HostileFile.of("gif without a picture", screen(9, 9), END),
                () -> HostileFile.of("gif with an unknown block", screen(9, 9), new byte[] {0x55}, END),
                () -> HostileFile.of(
                        "gif with a control of 255", screen(9, 9), new byte[] {0x21, -7, -1}, new byte[300], END),
                () -> HostileFile.of("gif without a palette", noPalette(), frame(0, 0, 9, 9, 2, data()), END));
    }

    private static byte[] screen(int width, int height) {
        return join(latin("GIF89a"), u16le(width), u16le(height), new byte[] {(byte) 0x91, 0, 0}, new byte[12]);
    }

    private static byte[] noPalette() {
        return join(latin("GIF89a"), u16le(9), u16le(9), new byte[3]);
    }

    private static byte[] frame(int x, int y, int width, int height, int codeSize, byte[] data) {
        return join(
                new byte[] {0x2c},
                u16le(x),
                u16le(y),
                u16le(width),
                u16le(height),
                new byte[] {0, (byte) codeSize},
                data);
    }

    /** Clear, a pixel, end: the rest is missing. */
    private static byte[] data() {
        return new byte[] {2, 0x44, 0x01, 0};
    }

    private static byte[] noise() {
        return join(new byte[] {(byte) 255}, HostilePng.noise(255), new byte[1]);
    }

    private static byte[] blocks(int bytes) {
        byte[][] blocks = new byte[bytes / 256][];
        Arrays.fill(blocks, join(new byte[] {(byte) 255}, HostilePng.noise(255)));
        return join(join(blocks), new byte[1]);
    }

    private static HostileFile repeated(String name, int count, byte[] block) {
        byte[][] blocks = new byte[count][];
        Arrays.fill(blocks, block);
        return HostileFile.of(name, screen(9, 9), join(blocks), frame(0, 0, 9, 9, 2, data()), END);
    }

    private static byte[] u16le(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8)};
    }
}

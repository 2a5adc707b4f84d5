package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.u32;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Small animations. */
final class SampleAnimations {
    private SampleAnimations() {}

    /** An APNG of two frames, the picture itself being the first. */
    static byte[] png() {
        byte[] still = Pictures.png(Pictures.quarters(16, 12));
        byte[] second = Pictures.png(Pictures.quarters(8, 6));
        int end = still.length - PngChunk.OVERHEAD;
        byte[] withFirst = Pictures.withChunks(
                still, PngChunk.of("acTL", join(u32(2), u32(0))), PngChunk.of("fcTL", control(0, 16, 12)));
        return join(
                Arrays.copyOf(withFirst, withFirst.length - PngChunk.OVERHEAD),
                PngChunk.of("fcTL", control(1, 8, 6)),
                PngChunk.of("fdAT", join(u32(2), pixels(second))),
                Arrays.copyOfRange(still, end, still.length));
    }

    /** A WebP of two frames, the second transparent in parts. */
    static byte[] webp() {
        byte[] header = {WebpHeader.ANIMATION | WebpHeader.ALPHA, 0, 0, 0, 15, 0, 0, 11, 0, 0};
        return LosslessWebp.riff(
                LosslessWebp.chunk("VP8X", header),
                LosslessWebp.chunk("ANIM", new byte[6]),
                LosslessWebp.chunk("ANMF", webpFrame(Pictures.quarters(16, 12))),
                LosslessWebp.chunk("ANMF", webpFrame(Pictures.transparent(8, 6))));
    }

    private static byte[] webpFrame(BufferedImage image) {
        byte[] size = {(byte) (image.getWidth() - 1), 0, 0, (byte) (image.getHeight() - 1), 0, 0};
        return join(
                new byte[6],
                size,
                new byte[] {100, 0, 0, 0},
                LosslessWebp.chunk("VP8L", LosslessWebp.bitstream(image)));
    }

    private static byte[] control(int sequence, int width, int height) {
        return join(u32(sequence), u32(width), u32(height), u32(0), u32(0), new byte[] {0, 1, 0, 10, 0, 0});
    }

    /** The body of the one pixel chunk. */
    private static byte[] pixels(byte[] png) {
        int at = new String(png, StandardCharsets.ISO_8859_1).indexOf("IDAT");
        Cursor in = new Cursor(png, at - 4, png.length, Format.PNG);
        int length = (int) in.u32("length");
        return Arrays.copyOfRange(png, at + 4, at + 4 + length);
    }
}

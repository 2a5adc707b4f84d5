package io.github.avatarsync.media;

import java.util.Random;

/** Lossy WebP streams whose coded data is noise: every sequence of bits is a picture (RFC 6386). */
final class LossyWebp {
    private static final int HEADER = 10;

    private LossyWebp() {}

    /** A key frame of this size with enough noise for all of its blocks. */
    static byte[] bitstream(int width, int height, long seed) {
        int blocks = ((width + 15) / 16) * ((height + 15) / 16);
        byte[] noise = new byte[2 * (64 + 32 * blocks)];
        new Random(seed).nextBytes(noise);
        // The frame's header, as far as it has to make sense: colour space, clamping, no segments, filter, one
        // partition.
        noise[0] = 0;
        noise[1] = 0;
        noise[2] = 0;
        int firstPartition = noise.length / 2;
        int tag = firstPartition << 5 | 1 << 4;
        byte[] header = {
            (byte) tag,
            (byte) (tag >> 8),
            (byte) (tag >> 16),
            (byte) 0x9d,
            1,
            0x2a,
            (byte) width,
            (byte) (width >> 8),
            (byte) height,
            (byte) (height >> 8)
        };
        byte[] frame = new byte[HEADER + noise.length];
        System.arraycopy(header, 0, frame, 0, HEADER);
        System.arraycopy(noise, 0, frame, HEADER, noise.length);
        return frame;
    }
}

package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;
import static io.github.avatarsync.media.Pictures.segment;
import static io.github.avatarsync.media.Pictures.u32;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Colour profiles that mean harm, in pictures that do not. */
final class HostileProfiles {
    private static final int FLIPPED = 60;

    private HostileProfiles() {}

    static Stream<Supplier<HostileFile>> files() {
        return Stream.concat(
                Stream.of(
                        () -> png("png with a profile of 2^32 - 1 tags", tags(-1)),
                        () -> png("png with a profile of 50,000 tags", tags(50_000)),
                        () -> png("png with a profile of noise", noisy(100_000)),
                        () -> png("png with a profile of 1 MB", Arrays.copyOf(sound(), 1 << 20)),
                        () -> jpeg("jpeg with a profile in 255 pieces", sound(), 255, false),
                        () -> jpeg("jpeg with a profile that repeats", sound(), 100, true),
                        () -> jpeg("jpeg with a profile of 3 MB", Arrays.copyOf(sound(), 3 << 20), 50, false)),
                IntStream.range(0, FLIPPED)
                        .mapToObj(seed -> () -> png("png with a damaged profile " + seed, flipped(seed))));
    }

    static byte[] sound() {
        return ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    }

    private static byte[] tags(int count) {
        byte[] profile = Arrays.copyOf(sound(), 700_000);
        System.arraycopy(u32(profile.length), 0, profile, 0, 4);
        System.arraycopy(u32(count), 0, profile, 128, 4);
        return profile;
    }

    private static byte[] noisy(int bytes) {
        byte[] profile = HostilePng.noise(bytes);
        System.arraycopy(sound(), 0, profile, 0, 128);
        System.arraycopy(u32(bytes), 0, profile, 0, 4);
        return profile;
    }

    private static byte[] flipped(int seed) {
        byte[] profile = sound();
        Random random = new Random(seed);
        for (int i = 0; i <= seed % 4; i++) {
            // The size at the start has to stay, or nobody looks further.
            profile[4 + random.nextInt(profile.length - 4)] = (byte) random.nextInt();
        }
        return profile;
    }

    private static HostileFile png(String name, byte[] profile) {
        byte[] body = join(latin("a\0\0"), Damage.deflated(profile));
        return HostileFile.of(
                name, Pictures.withChunks(Pictures.png(Pictures.quarters(16, 16)), PngChunk.of("iCCP", body)));
    }

    private static HostileFile jpeg(String name, byte[] profile, int pieces, boolean same) {
        byte[][] segments = new byte[pieces][];
        int each = (profile.length + pieces - 1) / pieces;
        for (int i = 0; i < pieces; i++) {
            int from = Math.min(profile.length, i * each);
            segments[i] = segment(
                    0xe2,
                    join(
                            latin("ICC_PROFILE\0"),
                            new byte[] {(byte) (same ? 1 : i + 1), (byte) pieces},
                            Arrays.copyOfRange(profile, from, Math.min(profile.length, from + each))));
        }
        return HostileFile.of(name, Pictures.withSegments(Pictures.jpeg(Pictures.quarters(16, 16)), segments));
    }
}

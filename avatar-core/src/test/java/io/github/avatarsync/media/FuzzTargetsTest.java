package io.github.avatarsync.media;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.avatarsync.Content;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.MediaRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes are: accepted, or refused with a code. A build runs the seeds; with {@code JAZZER_FUZZ=1} in the environment
 * one test is fuzzed, guided by coverage (see CONTRIBUTING.md). Findings become generated files in {@link HostileFiles}.
 */
class FuzzTargetsTest {
    private static final Intake INTAKE =
            new Intake(MediaRules.builder().thumbnailSizes(8).build());

    @MethodSource("pngs")
    @FuzzTest
    void png(byte[] file) {
        judge(Damage.repaired(file));
    }

    @MethodSource("jpegs")
    @FuzzTest
    void jpeg(byte[] file) {
        judge(file);
    }

    @MethodSource("gifs")
    @FuzzTest
    void gif(byte[] file) {
        judge(file);
    }

    @MethodSource("webps")
    @FuzzTest
    void webp(byte[] file) {
        judge(file);
    }

    @MethodSource("mp4s")
    @FuzzTest
    void mp4(byte[] file) {
        judge(file);
    }

    @MethodSource("webms")
    @FuzzTest
    void webm(byte[] file) {
        judge(file);
    }

    static Stream<byte[]> pngs() {
        return seeds("PNG");
    }

    static Stream<byte[]> jpegs() {
        return seeds("JPEG");
    }

    static Stream<byte[]> gifs() {
        return seeds("GIF");
    }

    static Stream<byte[]> webps() {
        return seeds("WebP");
    }

    static Stream<byte[]> mp4s() {
        return seeds("MP4");
    }

    static Stream<byte[]> webms() {
        return seeds("WebM");
    }

    private static Stream<byte[]> seeds(String format) {
        return Damage.seeds().entrySet().stream()
                .filter(seed -> seed.getKey().contains(format))
                .map(Map.Entry::getValue);
    }

    private static void judge(byte[] file) {
        try {
            for (PreparedVariant variant :
                    INTAKE.prepare(Content.of(file), null, null).variants()) {
                try (InputStream in = variant.content().open()) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (InvalidAvatarException refused) {
            // The other good answer.
        } catch (IOException e) {
            throw new AssertionError("an accepted file cannot be read", e);
        }
    }
}

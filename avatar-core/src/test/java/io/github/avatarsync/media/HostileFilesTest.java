package io.github.avatarsync.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Content;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.SmallJvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HostileFilesTest {
    private static final Pattern SUMMARY = Pattern.compile(
            "hostile: (\\d+) files, (\\d+) rejected, (\\d+) accepted, slowest (\\d+) ms .*", Pattern.DOTALL);

    /** The time to decode is limited to 5 s; the rest is for a machine that has other things to do. */
    private static final long LONGEST_MILLIS = 40_000;

    @Test
    void everyHostileFileIsAcceptedOrRefusedWithACodeInLittleMemory() throws Exception {
        List<String> printed = SmallJvm.run(HostileIntake.class);

        String summary = printed.stream()
                .filter(line -> line.startsWith("hostile: "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(printed.toString()));
        System.out.println(summary);
        Matcher numbers = SUMMARY.matcher(summary);
        assertTrue(numbers.matches(), summary);
        assertTrue(Integer.parseInt(numbers.group(1)) > 10_000, summary);
        assertTrue(Integer.parseInt(numbers.group(2)) > 10_000, summary);
        assertTrue(Integer.parseInt(numbers.group(3)) > 1_000, summary);
        assertTrue(Long.parseLong(numbers.group(4)) < LONGEST_MILLIS, summary);
    }

    @Test
    void whatIsSmuggledInAnAcceptedFileDoesNotComeOut() {
        Intake intake = new Intake(MediaRules.builder().thumbnailSizes(16).build());
        int accepted = 0;
        for (Supplier<HostileFile> each : Polyglots.files().toList()) {
            HostileFile file = each.get();
            try {
                for (PreparedVariant variant :
                        intake.prepare(Content.of(file.bytes()), null, null).variants()) {
                    assertFalse(text(variant.content()).contains("cargo"), file::name);
                }
                accepted++;
            } catch (InvalidAvatarException refused) {
                // Does not come out either.
            }
        }
        assertTrue(accepted > 80, "accepted: " + accepted);
    }

    private static String text(Content content) {
        try (InputStream in = content.open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void generatedFilesAreTheSameEveryTime() {
        List<Integer> first = hashes();
        assertTrue(first.size() > 10_000);
        assertEquals(first, hashes());
    }

    private static List<Integer> hashes() {
        return HostileFiles.damaged().map(file -> Arrays.hashCode(file.bytes())).toList();
    }
}

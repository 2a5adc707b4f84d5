package io.github.avatarsync.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.SmallJvm;
import java.util.Arrays;
import java.util.List;
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
    void generatedFilesAreTheSameEveryTime() {
        List<Integer> first = hashes();
        assertTrue(first.size() > 10_000);
        assertEquals(first, hashes());
    }

    private static List<Integer> hashes() {
        return HostileFiles.damaged().map(file -> Arrays.hashCode(file.bytes())).toList();
    }
}

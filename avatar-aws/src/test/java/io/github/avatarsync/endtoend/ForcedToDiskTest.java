package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the simulated disk takes for forced, the operating system is really told to force: looked at with strace. */
@EnabledOnOs(OS.LINUX)
class ForcedToDiskTest {
    private static final Pattern FORCE = Pattern.compile("fsync\\(\\d+<([^>]+)>");
    private static final Pattern RENAME = Pattern.compile("rename\\w*\\([^\"]*\"([^\"]+)\", [^\"]*\"([^\"]+)\"");

    @TempDir
    Path directory;

    @Test
    void whatIsPutInPlaceIsForcedBeforeAndItsNameAfter() throws Exception {
        Path trace = directory.resolve("trace");
        List<String> strace =
                List.of("strace", "-f", "-y", "-e", "trace=fsync,?rename,?renameat,?renameat2", "-o", trace.toString());
        assumeTrue(works("strace", "-o", trace.toString(), "true"), "there is no strace here");
        Path home = Files.createDirectory(directory.resolve("home")).toRealPath();
        try (AppProcess app = AppProcess.start(strace, CrampedApp.class, Map.of(), List.of(home))) {
            app.forEachLine(line -> assertFalse(line.startsWith("REFUSED"), line))
                    .join();
            assertTrue(app.endsWithin(Duration.ofMinutes(2)));
        }
        List<String> calls = Files.readAllLines(trace);

        int records = 0;
        int avatars = 0;
        for (int i = 0; i < calls.size(); i++) {
            MatchResult rename =
                    RENAME.matcher(calls.get(i)).results().findFirst().orElse(null);
            if (rename != null
                    && rename.group(2).startsWith(home.resolve("store").toString())) {
                boolean record = rename.group(2).endsWith(".avatar");
                records += record ? 1 : 0;
                avatars += record ? 0 : 1;
                for (String part : record ? List.of("") : List.of("/original", "/thumb", "")) {
                    assertForced(calls.subList(0, i), rename.group(1) + part);
                }
                assertForced(
                        calls.subList(i, calls.size()),
                        Path.of(rename.group(2)).getParent().toString());
            }
        }
        assertEquals(3, avatars);
        assertEquals(3 * 4, records, "inserted, claimed, bound, synced");
    }

    private static void assertForced(List<String> calls, String path) {
        assertTrue(
                IntStream.range(0, calls.size())
                        .mapToObj(i -> FORCE.matcher(calls.get(i)))
                        .anyMatch(force -> force.find() && force.group(1).equals(path)),
                () -> "not forced: " + path);
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Filter;
import io.github.avatarsync.store.FileAvatarStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one directory at once are one store. */
class SharedDirectoryTest {
    private static final int PROCESSES = 3;
    private static final int PICTURES = 40;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void processesShareOneStoreWithoutDoublesAndWithoutLosses() throws Exception {
        Queue<String> said = new ConcurrentLinkedQueue<>();
        List<AppProcess> apps = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                apps.add(AppProcess.start(SharingApp.class, Map.of(), List.of(directory, PICTURES)));
            }
            apps.forEach(app -> assertEquals("READY", app.expectLine()));
            List<CompletableFuture<Void>> ends =
                    apps.stream().map(app -> app.forEachLine(said::add)).toList();
            apps.forEach(AppProcess::go);
            ends.forEach(CompletableFuture::join);
            for (AppProcess app : apps) {
                assertTrue(app.endsWithin(LONG));
                assertEquals(0, app.exitCode());
            }
        } finally {
            apps.forEach(AppProcess::close);
        }
        examine(List.copyOf(said));
    }

    private void examine(List<String> said) {
        Set<String> ids = new TreeSet<>(words(said, "ACCEPTED", 2));
        assertEquals(PROCESSES * PICTURES, words(said, "ACCEPTED", 2).size());
        assertEquals(PICTURES, ids.size(), "the same picture is the same avatar, whichever process it is given to");

        List<String> claims = rest(said, "CLAIMED");
        assertEquals(claims.size(), new HashSet<>(claims).size(), "claimed twice at the same revision");
        assertEquals(ids, new TreeSet<>(words(said, "CLAIMED", 1)));
        List<String> writes = rest(said, "WROTE");
        assertEquals(writes.size(), new HashSet<>(writes).size(), "written twice at the same revision");

        List<AvatarRecord> records = FileAvatarStore.open(directory).list(new Filter(null, null), 1_000, null);
        assertEquals(
                ids,
                records.stream().map(record -> record.id().value()).collect(Collectors.toCollection(TreeSet::new)));
        for (AvatarRecord record : records) {
            assertEquals(PROCESSES, record.accepted(), record::document);
            assertEquals(SharingApp.CLAIMS, record.attempts(), record::document);
        }
    }

    private static List<String> words(List<String> said, String what, int index) {
        return said.stream()
                .filter(line -> line.startsWith(what + " "))
                .map(line -> line.split(" ")[index])
                .toList();
    }

    private static List<String> rest(List<String> said, String what) {
        return said.stream().filter(line -> line.startsWith(what + " ")).toList();
    }
}

package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStore;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What an insert acknowledged is there after kill -9. {@code -Ddurability=20} kills as often. */
class DurabilityTest {
    private static final int ACKNOWLEDGED_BEFORE_KILL = 100;

    private final int kills = Integer.getInteger("durability", 3);

    @TempDir
    Path directory;

    @Test
    void filesKeepWhatTheyAcknowledged() throws Exception {
        assertEquals(0, lost("files", directory.toString()));
    }

    @Test
    void sqliteInWalModeWithFullSynchronisationKeepsWhatItAcknowledged() throws Exception {
        assertEquals(0, lost("SQLite WAL + FULL", "jdbc:sqlite:" + directory.resolve("avatars.db")));
    }

    @Test
    void postgresKeepsWhatItAcknowledged() throws Exception {
        try (TestDatabase database = TestDatabase.postgres()) {
            assertEquals(0, lost("PostgreSQL", database.url()));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "durability", matches = ".+", disabledReason = "shows why H2 is for tests only")
    void h2LosesWhatItAcknowledged() throws Exception {
        assertTrue(
                lost("H2", "jdbc:h2:file:" + directory.resolve("avatars")) > 0, "better than its documentation says");
    }

    private int lost(String name, String where) throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < kills; i++) {
            Semaphore acknowledgements = new Semaphore(0);
            ChildJvm app = ChildJvm.start(
                    InsertingApp.class,
                    line -> {
                        acknowledged.add(line);
                        acknowledgements.release();
                    },
                    where);
            try {
                assertTrue(acknowledgements.tryAcquire(ACKNOWLEDGED_BEFORE_KILL, 2, TimeUnit.MINUTES));
            } finally {
                app.kill();
            }
        }
        AvatarStore store = InsertingApp.open(where);
        long lost = acknowledged.stream()
                .filter(id -> store.find(AvatarId.of(id)).isEmpty())
                .count();
        System.out.printf(
                "durability: %s: %d × kill -9, %,d acknowledged, lost %d%n", name, kills, acknowledged.size(), lost);
        return (int) lost;
    }
}

package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.VariantInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Several instances of a server, several workers each, accept and sync avatars through one PostgreSQL, and are killed while they do;
 * if wanted, so is a process of the database, which then ends all its connections and recovers from its log.
 *
 * <p>Larger: {@code -Dinstances=4 -Dinstances.workers=8 -Dinstances.avatars=50000 -Dinstances.kills=100 -Dinstances.databaseCrashes=1
 * -Dinstances.limit=3600}.
 */
class InstancesTest {
    private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("instances.limit", 300));

    private final int instances = Integer.getInteger("instances", 2);
    private final int avatars = Integer.getInteger("instances.avatars", 1_500);
    private final int kills = Integer.getInteger("instances.kills", 4);
    private final int workers = Integer.getInteger("instances.workers", 4);
    private final int databaseCrashes = Integer.getInteger("instances.databaseCrashes", 0);

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Semaphore acknowledgements = new Semaphore(0);
    private final Semaphore drained = new Semaphore(0);

    @Test
    void whatAnyInstanceAcknowledgedIsSyncedOnce() throws Exception {
        Instant start = Instant.now();
        List<ChildJvm> running = new ArrayList<>();
        try (TestDatabase database = TestDatabase.postgres()) {
            JdbcSchema.avatars(database.source()).create();
            JdbcSchema.media(database.source()).create();
            database.execute(TableCloud.TABLE);
            for (int i = 0; i < instances; i++) {
                running.add(instance(database, start));
            }
            for (int kill = 0; kill < kills; kill++) {
                int share = avatars / (kills + 1);
                await(acknowledgements, share / 2);
                if (kill < databaseCrashes) {
                    crash(database);
                }
                await(acknowledgements, share - share / 2);
                running.get(kill % instances).kill();
                running.set(kill % instances, instance(database, start));
            }
            await(acknowledgements, Math.max(0, avatars - kills * (avatars / (kills + 1))));
            running.forEach(each -> each.say("stop uploading"));
            await(drained, instances);

            int twice = assertSyncedOnce(database);
            double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
            System.out.printf(
                    "instances: %d killed, %d database crashes, %,d acknowledged, lost 0, done twice %d, %.0f per second%n",
                    kills, databaseCrashes, acknowledged.size(), twice, acknowledged.size() / seconds);
        } finally {
            running.forEach(ChildJvm::kill);
        }
    }

    private ChildJvm instance(TestDatabase database, Instant start) throws java.io.IOException {
        return ChildJvm.start(SyncingInstance.class, this::told, database.url(), start, workers);
    }

    /** The same as kill -9 for one of PostgreSQL's processes: it takes that for a crash, ends all others and recovers. */
    private static void crash(TestDatabase database) {
        ProcessHandle backend =
                ProcessHandle.of(database.number("SELECT pg_backend_pid()")).orElseThrow();
        assertTrue(
                backend.info().command().orElse("").contains("postgres"),
                backend.info().toString());
        backend.destroyForcibly();
        backend.onExit().join();
    }

    private void told(String line) {
        if (line.equals("drained")) {
            drained.release();
        } else {
            acknowledged.add(line);
            acknowledgements.release();
        }
    }

    private static void await(Semaphore what, int permits) throws InterruptedException {
        assertTrue(what.tryAcquire(permits, LIMIT.toSeconds(), TimeUnit.SECONDS), "nothing goes on");
    }

    /** Returns how many objects were put more than once, with the same bytes. */
    private int assertSyncedOnce(TestDatabase database) {
        JdbcAvatarStore store = JdbcAvatarStore.open(database.source());
        Set<String> keys = new HashSet<>();
        for (String id : acknowledged) {
            AvatarRecord record = store.find(AvatarId.of(id)).orElseThrow(() -> new AssertionError(id + " is lost"));
            assertEquals(AvatarState.SYNCED, record.state(), record.toString());
            for (VariantInfo variant : record.variants()) {
                assertEquals(
                        variant.sha256(),
                        database.text("SELECT sha256 FROM objects WHERE name = '" + variant.key() + "'"),
                        "the object " + variant.key());
                keys.add(variant.key());
            }
        }
        assertEquals(
                0,
                database.number("SELECT COUNT(*) FROM avatars WHERE state <> 'SYNCED' OR due_at IS NOT NULL"),
                "stuck");
        assertEquals(
                database.number("SELECT COUNT(*) * 2 FROM avatars"),
                database.number("SELECT COUNT(*) FROM objects"),
                "objects beside those of the records");
        assertTrue(keys.size() >= 2 * avatars, "keys of the acknowledged");
        return database.number("SELECT COUNT(*) FROM objects WHERE puts > 1");
    }
}

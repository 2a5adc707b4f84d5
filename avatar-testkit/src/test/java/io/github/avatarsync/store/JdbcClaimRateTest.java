package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.testkit.SampleRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How fast several claimers work off one table, each claiming one record after the other, as the engine does. On PostgreSQL. */
class JdbcClaimRateTest {
    private static final int CLAIMERS = 8;

    private final int records = Integer.getInteger("claims", 2_000);

    @Test
    void claimersDoNotWaitForEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLAIMERS);
        try (TestDatabase database = TestDatabase.postgres()) {
            JdbcSchema.avatars(database.source()).create();
            JdbcAvatarStore store = JdbcAvatarStore.open(database.source());
            SampleRecords samples = new SampleRecords();
            run(threads, i -> {
                for (int n = 0; n < records / CLAIMERS; n++) {
                    store.insert(samples.pending("owner " + n % 50).save());
                }
                return records / CLAIMERS;
            });

            long start = System.nanoTime();
            int done = run(threads, i -> workOff(store));
            double seconds = (System.nanoTime() - start) / 1e9;

            System.out.printf(
                    "claims: %,d claimed and completed by %d claimers, %.0f per second%n",
                    done, CLAIMERS, done / seconds);
            assertEquals(records, done, "each record once");
            assertEquals(records, store.count(Filter.of(AvatarState.SYNCED)));
        } finally {
            threads.shutdownNow();
        }
    }

    private static int workOff(JdbcAvatarStore store) {
        int done = 0;
        while (true) {
            List<AvatarRecord> claimed = store.claim(new Claim(
                    SampleRecords.NOON.plus(Duration.ofDays(1)), Duration.ofSeconds(90), 1, Claim.Owners.all()));
            if (claimed.isEmpty()) {
                return done;
            }
            AvatarRecord record = claimed.get(0);
            AvatarRecord synced = record.edit()
                    .dueAt(null)
                    .variants(record.variants().stream()
                            .map(variant -> variant.withKey("k").withInCloud(true))
                            .toList())
                    .save();
            done += store.update(synced, record.revision()) ? 1 : 0;
        }
    }

    private interface Claimer {
        int run(int number);
    }

    private static int run(ExecutorService threads, Claimer claimer) throws Exception {
        List<CompletableFuture<Integer>> running = new ArrayList<>();
        for (int i = 0; i < CLAIMERS; i++) {
            int number = i;
            running.add(CompletableFuture.supplyAsync(() -> claimer.run(number), threads));
        }
        int sum = 0;
        for (CompletableFuture<Integer> each : running) {
            sum += each.get(5, TimeUnit.MINUTES);
        }
        return sum;
    }
}

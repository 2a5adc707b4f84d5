package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Position;
import io.github.avatarsync.testkit.SampleRecords;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Claims and pages cost the same however many rows there are. On PostgreSQL; {@code -Dgrowth=1000000} for more rows. */
class JdbcGrowthTest {
    private static final int FEW = 1_000;
    private static final int RUNS = 40;
    private static final int PAGE = 50;

    /** Below this, in milliseconds, a difference is noise of the machine. */
    private static final double NOISE = 10;

    private final int many = Integer.getInteger("growth", 100_000);

    @Test
    void claimsAndPagesDoNotDependOnTheNumberOfRows() {
        Costs few = costs(FEW);
        Costs lots = costs(many);

        System.out.printf("growth: %,d rows: %s; %,d rows: %s%n", FEW, few, many, lots);
        assertTrue(lots.claim < 2 * few.claim + NOISE, "claim");
        assertTrue(lots.nextDue < 2 * few.nextDue + NOISE, "nextDue");
        assertTrue(lots.ofOwner < 2 * few.ofOwner + NOISE, "list of an owner");
        assertTrue(lots.ofState < 2 * few.ofState + NOISE, "list of a state");
        assertTrue(lots.all < 2 * few.all + NOISE, "list of all");
    }

    private static Costs costs(int rows) {
        try (TestDatabase database = TestDatabase.postgres()) {
            JdbcSchema.avatars(database.source()).create();
            JdbcAvatarStore store = JdbcAvatarStore.open(database.source());
            AvatarRecord due = store.insert(
                    new SampleRecords().pending("owner").dedupeKey(null).save());
            fill(database, due, rows);
            Claim.Owners owners = Claim.Owners.except(Set.of(OwnerId.of("owner 3")));
            AtomicInteger minutes = new AtomicInteger(1_000);
            Position middle = new Position(due.createdAt().plusMillis(rows / 2), due.id());
            return new Costs(
                    fastest(() -> assertEquals(
                            PAGE,
                            store.claim(claim(minutes.incrementAndGet(), owners))
                                    .size())),
                    fastest(() -> assertTrue(store.nextDue(owners).isPresent())),
                    fastest(() -> assertPage(store.list(Filter.of(OwnerId.of("owner 7")), PAGE, middle))),
                    fastest(() -> assertPage(store.list(Filter.of(AvatarState.SYNCED), PAGE, middle))),
                    fastest(() -> assertPage(store.list(new Filter(null, null), PAGE, middle))));
        }
    }

    /** A minute later than the one before, so that what that one took is due again. */
    private static Claim claim(int minutes, Claim.Owners owners) {
        return new Claim(SampleRecords.NOON.plus(Duration.ofMinutes(minutes)), Duration.ofSeconds(1), PAGE, owners);
    }

    private static void assertPage(List<AvatarRecord> page) {
        assertTrue(!page.isEmpty() && page.size() <= PAGE);
    }

    /** Copies a row many times: every fourth copy is due, the others are synced; ten owners, as many as the claims leave out one of. */
    private static void fill(TestDatabase database, AvatarRecord row, int rows) {
        database.execute("INSERT INTO avatars (id, owner, state, due_at, revision, created_at, document)"
                + " SELECT lpad(to_hex(i), 40, '0'), 'owner ' || i % 10, CASE WHEN i % 4 = 0 THEN 'PENDING' ELSE 'SYNCED' END,"
                + " CASE WHEN i % 4 = 0 THEN due_at + i END, revision, created_at + i,"
                + " replace(document, '" + row.id() + "', lpad(to_hex(i), 40, '0'))"
                + " FROM avatars, generate_series(1, " + rows + ") AS i");
        database.execute("ANALYZE avatars");
    }

    private static double fastest(Runnable work) {
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            work.run();
            fastest = Math.min(fastest, (System.nanoTime() - start) / 1e6);
        }
        return fastest;
    }

    /** Milliseconds. */
    private record Costs(double claim, double nextDue, double ofOwner, double ofState, double all) {
        @Override
        public String toString() {
            return String.format(
                    java.util.Locale.ROOT,
                    "claim of 50 %.1f ms, nextDue %.1f ms, page of an owner %.1f ms, of a state %.1f ms, of all %.1f ms",
                    claim,
                    nextDue,
                    ofOwner,
                    ofState,
                    all);
        }
    }
}

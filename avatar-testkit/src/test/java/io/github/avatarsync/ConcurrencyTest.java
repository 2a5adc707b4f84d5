package io.github.avatarsync;

import static io.github.avatarsync.Household.ALICE;
import static io.github.avatarsync.Household.picture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final int AVATARS = 12;

    private final Household house = new Household();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void close() {
        pool.shutdownNow();
        house.close();
    }

    @Test
    void asManyAvatarsAreUnderWayAtOnceAsTheHostAllows() {
        for (int allowed : List.of(1, 6)) {
            most.set(0);
            // All that may be under way meet here; were fewer let in, the meeting would never take place.
            CyclicBarrier meeting = new CyclicBarrier(allowed);
            try (AvatarSync sync =
                    house.builder().workOn(pool).concurrency(allowed).open()) {
                List<Avatar> avatars = new ArrayList<>();
                for (int i = 0; i < AVATARS; i++) {
                    avatars.add(sync.of(ALICE).upload(picture(100 * allowed + i)));
                }
                house.cloud.script(Fault.meanwhile(() -> meet(meeting))
                        .on(Operation.CLOUD_PUT)
                        .times(2 * AVATARS));
                assertTrue(sync.drain(Duration.ofSeconds(20)));
                avatars.forEach(avatar -> assertEquals(AvatarState.SYNCED, house.state(avatar)));
                assertEquals(allowed, most.get());
            }
        }
    }

    private void meet(CyclicBarrier meeting) {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            meeting.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("fewer are under way than allowed", e);
        } finally {
            underWay.decrementAndGet();
        }
    }

    @Test
    void lessThanOneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> AvatarSync.builder().concurrency(0));
    }
}

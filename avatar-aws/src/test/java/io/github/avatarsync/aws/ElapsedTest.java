package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.avatarsync.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ElapsedTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private long nanos = Long.MAX_VALUE - 5;

    private final Elapsed elapsed = Elapsed.since(clock, () -> nanos);

    @Test
    void aMachineThatSleptStopsTheMonotonicClockOnly() {
        clock.advance(Duration.ofHours(3));

        assertEquals(Duration.ofHours(3), elapsed.now());
    }

    @Test
    void aWallClockThatIsSetBackDoesNotTakeTimeBack() {
        nanos += Duration.ofMinutes(2).toNanos();
        clock.set(Instant.parse("2025-12-24T00:00:00Z"));

        assertEquals(Duration.ofMinutes(2), elapsed.now());
    }
}

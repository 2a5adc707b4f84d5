package io.github.avatarsync.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The delay before the next attempt: 1 s + random(0, min(15 min, 2 s × 2^n)), full jitter, so that processes which failed
 * together do not come back together.
 *
 * @param random safe for several threads
 */
record Backoff(RandomGenerator random) {
    private static final Duration FLOOR = Duration.ofSeconds(1);
    private static final Duration CEILING = Duration.ofMinutes(15);
    private static final int MAX_DOUBLINGS = 9;

    /**
     * The delay.
     *
     * @param failures failures in a row, 1 or more
     * @return 1 second to about 15 minutes
     */
    Duration after(int failures) {
        long bound = Math.min(CEILING.toMillis(), 2_000L << Math.min(failures, MAX_DOUBLINGS));
        return FLOOR.plusMillis(random.nextLong(bound));
    }
}

package io.github.avatarsync.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How long ago something was, by whichever clock says more: the monotonic one stands still while the machine sleeps, the wall clock
 * may be set back.
 */
final class Elapsed {
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Instant wall;
    private final long nanos;

    private Elapsed(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        wall = clock.instant();
        nanos = nanoTime.getAsLong();
    }

    static Elapsed since(Clock clock, LongSupplier nanoTime) {
        return new Elapsed(clock, nanoTime);
    }

    Duration now() {
        Duration byWall = Duration.between(wall, clock.instant());
        Duration monotonic = Duration.ofNanos(nanoTime.getAsLong() - nanos);
        return byWall.compareTo(monotonic) > 0 ? byWall : monotonic;
    }
}

package io.github.avatarsync.testkit;

import jakarta.annotation.Nonnull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it. UTC; thread-safe; views in other zones move along.
 */
public final class ManualClock extends Clock {
    /** Where a clock made without an argument begins. */
    public static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

    private final AtomicReference<Instant> time;
    private final ZoneId zone;

    /** A clock that stands at {@link #START}. */
    public ManualClock() {
        this(START);
    }

    /**
     * A clock that stands at a time.
     *
     * @param start the time
     */
    public ManualClock(@Nonnull Instant start) {
        this(new AtomicReference<>(start), ZoneOffset.UTC);
    }

    private ManualClock(AtomicReference<Instant> time, ZoneId zone) {
        this.time = time;
        this.zone = zone;
    }

    /**
     * Lets time pass.
     *
     * @param by how much; not negative
     * @return the time it is now
     * @throws IllegalArgumentException if negative; see {@link #setBack}
     */
    @Nonnull
    public Instant advance(@Nonnull Duration by) {
        return time.updateAndGet(now -> now.plus(notNegative(by)));
    }

    /**
     * Sets the clock back, as people and time servers do.
     *
     * @param by how much; not negative
     * @return the time it is now
     */
    @Nonnull
    public Instant setBack(@Nonnull Duration by) {
        return time.updateAndGet(now -> now.minus(notNegative(by)));
    }

    /**
     * Sets the clock to any time.
     *
     * @param to the time
     */
    public void set(@Nonnull Instant to) {
        time.set(to);
    }

    private static Duration notNegative(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException(
                    "a clock is moved by a positive duration, with advance or setBack; was " + by);
        }
        return by;
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(time.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new ManualClock(time, other);
    }

    @Override
    public String toString() {
        return "ManualClock[" + instant() + "]";
    }
}

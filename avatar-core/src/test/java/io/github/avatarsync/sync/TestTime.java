package io.github.avatarsync.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A wall clock and a monotonic one that stand still until told; the wall clock can be set. */
final class TestTime extends Clock {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private volatile Instant now = NOON;
    private volatile long nanos = 42;

    void advance(Duration by) {
        now = now.plus(by);
        nanos += by.toNanos();
    }

    /** As a person or a time server does: the monotonic clock does not notice. */
    void setWall(Instant instant) {
        now = instant;
    }

    long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

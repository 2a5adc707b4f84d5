package io.github.avatarsync.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What a process takes for now: the true time and an error that may change. */
final class SkewedClock extends Clock {
    private final Clock truth;
    private Duration error;

    SkewedClock(Clock truth, Duration error) {
        this.truth = truth;
        this.error = error;
    }

    void error(Duration newError) {
        error = newError;
    }

    Duration error() {
        return error;
    }

    @Override
    public Instant instant() {
        return truth.instant().plus(error);
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

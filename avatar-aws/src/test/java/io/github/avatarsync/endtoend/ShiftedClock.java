package io.github.avatarsync.endtoend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's time, and some more: what passes between two lives of an application need not be waited for. */
final class ShiftedClock extends Clock {
    private volatile Duration ahead;

    ShiftedClock(Duration ahead) {
        this.ahead = ahead;
    }

    Duration ahead() {
        return ahead;
    }

    void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}

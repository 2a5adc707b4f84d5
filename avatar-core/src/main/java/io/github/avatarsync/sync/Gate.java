package io.github.avatarsync.sync;

import io.github.avatarsync.GateState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much work may be under way: all, less, or one canary at a time.
 *
 * <p>While the cloud cannot be reached one avatar tries after 10, 20, 40 … seconds, at most every 5 minutes: 16 connects in the
 * first hour, 12 in each later one. Any real answer opens the gate.
 */
final class Gate {
    private static final Duration FIRST_PROBE = Duration.ofSeconds(10);
    private static final Duration LAST_PROBE = Duration.ofMinutes(5);
    private static final Duration THROTTLE_PAUSE = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 5;

    private final ReentrantLock lock = new ReentrantLock();
    private final int concurrency;

    private GateState state = GateState.ONLINE;
    private int underWay;
    private int allowed;
    private int probes;
    private Instant notBefore = Instant.MIN;

    Gate(int concurrency) {
        this.concurrency = concurrency;
        this.allowed = concurrency;
    }

    GateState state() {
        return locked(() -> state);
    }

    /** Whether one more piece of work may begin; each true is followed by one {@link #leave()}. */
    boolean enter(Instant now) {
        return locked(() -> {
            boolean closed = state == GateState.OFFLINE || state == GateState.HALTED;
            int most = closed ? 1 : allowed;
            boolean admitted = underWay < most && !now.isBefore(notBefore);
            underWay += admitted ? 1 : 0;
            return admitted;
        });
    }

    void leave() {
        locked(() -> underWay--);
    }

    /** When work may begin at the earliest; in the past while the gate is open. */
    Instant notBefore() {
        return locked(() -> notBefore);
    }

    /** The cloud answered something, whatever its status. */
    void answered() {
        locked(() -> {
            if (state == GateState.THROTTLED && allowed < concurrency) {
                allowed++;
                return null;
            }
            allowed = concurrency;
            open();
            return null;
        });
    }

    /** Nothing could be reached. */
    void offline(Instant now) {
        close(GateState.OFFLINE, now);
    }

    /** The store could not be read or written. */
    void halted(Instant now) {
        close(GateState.HALTED, now);
    }

    /** The cloud asked for fewer requests. */
    void throttled(Instant now, Duration retryAfter) {
        locked(() -> {
            if (state != GateState.HALTED) {
                state = GateState.THROTTLED;
                allowed = Math.max(1, allowed / 2);
                notBefore = now.plus(retryAfter.compareTo(THROTTLE_PAUSE) > 0 ? retryAfter : THROTTLE_PAUSE);
            }
            return null;
        });
    }

    /** The network may be back: let the canary go at once. */
    void probeNow() {
        locked(() -> {
            probes = 0;
            notBefore = Instant.MIN;
            return null;
        });
    }

    /** The store worked again. */
    void storeAnswered() {
        locked(() -> {
            if (state == GateState.HALTED) {
                open();
            }
            return null;
        });
    }

    private void open() {
        state = GateState.ONLINE;
        probes = 0;
        notBefore = Instant.MIN;
    }

    private void close(GateState closed, Instant now) {
        locked(() -> {
            // Work that was under way when the gate closed reports the same failure: only the canary counts.
            if (state != closed || !now.isBefore(notBefore)) {
                probes = state == closed ? Math.min(probes + 1, MAX_DOUBLINGS) : 0;
                Duration pause = FIRST_PROBE.multipliedBy(1L << probes);
                notBefore = now.plus(pause.compareTo(LAST_PROBE) > 0 ? LAST_PROBE : pause);
                state = closed;
            }
            return null;
        });
    }

    private <T> T locked(java.util.function.Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }
}

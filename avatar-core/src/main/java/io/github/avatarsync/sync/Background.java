package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon timer: starts workers when something is due or the bell rings, and otherwise waits.
 *
 * <p>Idle means one look at the local store every half minute, for what other processes added, and no network.
 */
final class Background implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration PAUSE_WHEN_BUSY = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(Background.class);

    private final Engine engine;
    private final Clock clock;
    private final Bell bell;
    private final Thread thread;
    private final Tally tally;
    private volatile boolean closed;
    private Instant housekeepingAt = Instant.MIN;

    Background(Engine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
        this.bell = engine.bell();
        this.tally = new Tally(bell::ring);
        this.thread = new Thread(this::run, "avatar-sync-timer");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            long rings = bell.rings();
            Duration pause = LOOK;
            try {
                pause = tick();
            } catch (AvatarException e) {
                log.warn("the background pass could not run, will be tried again: {}", e.getMessage());
            } catch (RuntimeException e) {
                log.error("the background pass failed, will be tried again", e);
            }
            try {
                bell.await(rings, pause.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration tick() {
        Instant now = clock.instant();
        if (!now.isBefore(housekeepingAt)) {
            if (housekeepingAt.equals(Instant.MIN)) {
                engine.rearmBlocked();
            }
            housekeepingAt = now.plus(HOUSEKEEPING);
            engine.sweepMedia();
        }
        engine.top(tally);
        engine.passed();
        return engine.nextDue()
                .map(due -> Duration.between(clock.instant(), due))
                .map(left -> left.compareTo(PAUSE_WHEN_BUSY) < 0 ? PAUSE_WHEN_BUSY : left)
                .filter(left -> left.compareTo(LOOK) < 0)
                .orElse(LOOK);
    }

    /** Stops the timer and waits for its workers, at most 6 seconds: a cloud call gives up within 5. */
    @Override
    public void close() {
        closed = true;
        bell.ring();
        tally.await(Duration.ofSeconds(6).toNanos());
    }
}

package io.github.avatarsync.aws;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Rings once when a reader has waited for longer than it should; time in which nobody waits does not count. */
final class StallAlarm implements AutoCloseable {
    private static final long NOBODY_WAITS = 0;

    private final long limit;
    private final Runnable ring;
    private volatile long waitingSince = NOBODY_WAITS;
    private volatile boolean rang;
    private volatile boolean closed;
    private volatile CompletableFuture<Void> next = CompletableFuture.completedFuture(null);

    /** {@code ring} is run on a thread of the JDK's common pool. */
    StallAlarm(Duration limit, Runnable ring) {
        this.limit = limit.toNanos();
        this.ring = ring;
        lookAfter(this.limit);
    }

    void waiting(boolean waits) {
        // Zero has a meaning of its own.
        waitingSince = waits ? System.nanoTime() | 1 : NOBODY_WAITS;
    }

    boolean rang() {
        return rang;
    }

    private void lookAfter(long nanos) {
        CompletableFuture<Void> time =
                new CompletableFuture<Void>().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
        next = time;
        var unused = time.thenRunAsync(this::look);
        if (closed) {
            time.cancel(false);
        }
    }

    private void look() {
        long since = waitingSince;
        long left = since == NOBODY_WAITS ? limit : limit - (System.nanoTime() - since);
        if (left > 0) {
            lookAfter(left);
        } else {
            rang = true;
            ring.run();
        }
    }

    /** Stays silent from now on. */
    @Override
    public void close() {
        closed = true;
        next.cancel(false);
    }
}

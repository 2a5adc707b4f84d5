package io.github.avatarsync.aws;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets a number of requests a second pass, and the others wait their turn: a token bucket that holds a quarter of a second's worth,
 * so that no second sees more than five quarters of the rate.
 *
 * <p>Whoever waits has a place in the line; one who is interrupted leaves its place unused. Thread-safe.
 */
final class RequestRate {
    private final ReentrantLock lock = new ReentrantLock();
    private final long nanosPerRequest;
    private final long burstNanos;
    private final LongSupplier nanoTime;
    private final Wait wait;

    /** When the bucket would be full: one request moves it on by its share of a second. */
    private long fullAt;

    /** Lets time pass. */
    @FunctionalInterface
    interface Wait {
        void until(Duration passed) throws InterruptedException;
    }

    private RequestRate(int perSecond, LongSupplier nanoTime, Wait wait) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("a rate is at least 1 request a second, was: " + perSecond);
        }
        nanosPerRequest = TimeUnit.SECONDS.toNanos(1) / perSecond;
        burstNanos = nanosPerRequest * Math.max(1, perSecond / 4);
        this.nanoTime = nanoTime;
        this.wait = wait;
        fullAt = nanoTime.getAsLong();
    }

    static RequestRate perSecond(int requests) {
        return of(requests, System::nanoTime, passed -> TimeUnit.NANOSECONDS.sleep(passed.toNanos()));
    }

    static RequestRate of(int perSecond, LongSupplier nanoTime, Wait wait) {
        return new RequestRate(perSecond, nanoTime, wait);
    }

    /** Returns when the next request may leave. */
    void await() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long left = place();
        if (left > 0) {
            wait.until(Duration.ofNanos(left));
        }
    }

    /** Takes a place in the line; how many nanoseconds until it is its turn. */
    private long place() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            // Differences only: the clock's zero may be anywhere.
            fullAt = (fullAt - now > 0 ? fullAt : now) + nanosPerRequest;
            return fullAt - now - burstNanos;
        } finally {
            lock.unlock();
        }
    }
}

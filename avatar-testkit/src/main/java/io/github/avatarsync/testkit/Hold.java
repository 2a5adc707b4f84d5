package io.github.avatarsync.testkit;

import jakarta.annotation.Nonnull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A place where scripted calls wait, and requests that have left land only later, until the test lets them go.
 *
 * <p>Used with {@link Fault#stall(Hold)} and {@link Fault#landLater(Hold)}. Thread-safe. Once released it holds nothing any more.
 */
public final class Hold {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> landings = new ArrayList<>();

    /** A hold that nothing has reached yet. */
    public Hold() {}

    /** Lets every waiting call go on, and lands every request that is still under way, on this thread. */
    public void release() {
        List<Runnable> due;
        lock.lock();
        try {
            released.countDown();
            due = List.copyOf(landings);
            landings.clear();
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
    }

    /**
     * Waits until a call has come here, at most 10 seconds.
     *
     * @throws AssertionError if none came
     */
    public void awaitReached() {
        awaitReached(PATIENCE);
    }

    /**
     * Waits until a call has come here.
     *
     * @param limit how long at most
     * @throws AssertionError if none came
     */
    public void awaitReached(@Nonnull Duration limit) {
        try {
            if (!reached.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("no call came to this hold within " + limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a call to come to this hold", e);
        }
    }

    /** Waits here until released. */
    void pass() throws InterruptedException {
        reached.countDown();
        released.await();
    }

    /** Runs something when released, or at once if that has happened. */
    void later(Runnable landing) {
        lock.lock();
        try {
            if (released.getCount() > 0) {
                landings.add(landing);
                reached.countDown();
                return;
            }
        } finally {
            lock.unlock();
        }
        reached.countDown();
        landing.run();
    }
}

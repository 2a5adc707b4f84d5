package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The workers of one pass and what they did. */
final class Tally {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Runnable whenIdle;
    private final Set<AvatarId> seen = new HashSet<>();
    private int workers;
    private int done;
    private int failed;
    private boolean exhausted;

    Tally() {
        this(() -> {});
    }

    /**
     * Makes a tally.
     *
     * @param whenIdle called when the last worker has ended
     */
    Tally(Runnable whenIdle) {
        this.whenIdle = whenIdle;
    }

    /** How many workers are at work. */
    int workers() {
        lock.lock();
        try {
            return workers;
        } finally {
            lock.unlock();
        }
    }

    /** Begins anew: what was seen may be seen again. */
    void restart() {
        lock.lock();
        try {
            seen.clear();
            exhausted = false;
        } finally {
            lock.unlock();
        }
    }

    void started() {
        lock.lock();
        try {
            workers++;
        } finally {
            lock.unlock();
        }
    }

    void ended() {
        boolean last;
        lock.lock();
        try {
            last = --workers == 0;
            if (last) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (last) {
            whenIdle.run();
        }
    }

    void count(AvatarId id, Courier.Result result) {
        lock.lock();
        try {
            done += result == Courier.Result.DONE ? 1 : 0;
            failed += result == Courier.Result.FAILED ? 1 : 0;
            // What comes a second time has failed meanwhile: the pass would go on as long as its failures come back.
            exhausted |= !seen.add(id);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is due any more. */
    void exhaust() {
        lock.lock();
        try {
            exhausted = true;
        } finally {
            lock.unlock();
        }
    }

    boolean exhausted() {
        lock.lock();
        try {
            return exhausted;
        } finally {
            lock.unlock();
        }
    }

    int done() {
        lock.lock();
        try {
            return done;
        } finally {
            lock.unlock();
        }
    }

    int failed() {
        lock.lock();
        try {
            return failed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every worker has ended; an interrupt ends the wait, not the work. */
    void await() {
        lock.lock();
        try {
            while (workers > 0) {
                idle.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the workers, but no longer than this. */
    boolean await(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (workers > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return workers == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}

package io.github.avatarsync.media;

import io.github.avatarsync.AvatarException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets work in while its weights together stay under a limit; first come, first served, so that nothing large starves. */
final class Admission {
    private final int unit;
    private final int capacity;
    private final Semaphore permits;

    /**
     * Opens.
     *
     * @param limit sum of the weights that may be in at one time
     * @param unit of weight per permit: a semaphore counts in int
     */
    Admission(long limit, int unit) {
        this.unit = unit;
        this.capacity = (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit / unit));
        this.permits = new Semaphore(capacity, true);
    }

    /** Waits for room, then works; what is heavier than the limit works alone. */
    <T> T with(long weight, Supplier<T> work) {
        int needed = (int) Math.min(capacity, 1 + weight / unit);
        try {
            permits.acquire(needed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AvatarException("preparing an avatar was interrupted while it waited for its turn", e);
        }
        try {
            return work.get();
        } finally {
            permits.release(needed);
        }
    }
}

package io.github.avatarsync.localaws;

import jakarta.annotation.Nonnull;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A pause that a test holds in its hand: requests that meet it wait until it is released, either before they take
 * effect (their credentials are judged after the pause, as if the network had been slow) or between the effect and the
 * answer. Closing {@link LocalAws} breaks the connections of those that still wait.
 */
public final class Stall {
    private final boolean afterEffect;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Stall(boolean afterEffect) {
        this.afterEffect = afterEffect;
    }

    /** {@return a pause before the request takes effect} */
    @Nonnull
    public static Stall beforeEffect() {
        return new Stall(false);
    }

    /** {@return a pause between the effect of the request and its answer} */
    @Nonnull
    public static Stall beforeAnswer() {
        return new Stall(true);
    }

    /**
     * Waits until a request is held.
     *
     * @param atMost how long to wait
     * @return false where none came in this time
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    public boolean awaitReached(@Nonnull Duration atMost) throws InterruptedException {
        return reached.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets go of the requests that are held and of those that come later. */
    public void release() {
        released.countDown();
    }

    boolean isAfterEffect() {
        return afterEffect;
    }

    void hold() throws InterruptedException {
        reached.countDown();
        released.await();
    }

    @Override
    public String toString() {
        return afterEffect ? "stall before the answer" : "stall before the effect";
    }
}

package io.github.avatarsync.testkit.sabotage;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes racing threads lose their race in the same way every time. */
final class Meeting {
    private static final long PATIENCE_SECONDS = 30;

    private Meeting() {}

    /** Goes on when all have come. */
    static void all(CyclicBarrier racers) {
        try {
            racers.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the racers did not meet", e);
        }
    }

    /** Goes on when the other one has done its part. */
    static void after(CountDownLatch other) {
        try {
            if (!other.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the other racer did not come");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the other racer was waited for", e);
        }
    }
}

package io.github.avatarsync.micrometer;

import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Status;
import io.micrometer.core.instrument.Clock;
import jakarta.annotation.Nullable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** How the sync stands, asked once a second at most: a registry reads its gauges one after the other. */
final class Standing {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    @Nullable
    private Status last;

    private long askedAt;

    Standing(Clock clock) {
        this.clock = clock;
    }

    Status of(AvatarSync sync) {
        lock.lock();
        try {
            long now = clock.monotonicTime();
            Status status = last;
            if (status == null || now - askedAt >= FRESH_NANOS) {
                status = sync.status();
                last = status;
                askedAt = now;
            }
            return status;
        } finally {
            lock.unlock();
        }
    }
}

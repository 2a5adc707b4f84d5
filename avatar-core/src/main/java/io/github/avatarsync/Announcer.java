package io.github.avatarsync;

import io.github.avatarsync.sync.EngineEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listener and futures what happened: in order, one at a time, on the callback executor; and metrics at once.
 *
 * <p>A listener that blocks makes the queue grow; when it is full, events are dropped, progress first. Futures are never dropped: if
 * the executor refuses, they complete on the thread at hand.
 */
final class Announcer implements EngineEvents {
    private static final int MOST_PROGRESS = 1_000;
    private static final int MOST_EVENTS = 100_000;

    private static final Logger log = LoggerFactory.getLogger(Announcer.class);

    private final AvatarListener listener;
    private final AvatarMetrics metrics;
    private final Clock clock;
    private final Executor callbacks;
    private final Waiters waiters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private boolean draining;

    Announcer(AvatarListener listener, AvatarMetrics metrics, Clock clock, Executor callbacks, Waiters waiters) {
        this.listener = listener;
        this.metrics = new GuardedMetrics(metrics);
        this.clock = clock;
        this.callbacks = callbacks;
        this.waiters = waiters;
    }

    @Override
    public void changed(AvatarRecord record) {
        Avatar avatar = record.avatar();
        enqueue(() -> listener.changed(avatar), MOST_EVENTS);
        run(waiters.changed(avatar));
    }

    @Override
    public void deleted(AvatarRecord record) {
        run(waiters.deleted(record.id()));
    }

    @Override
    public void progress(AvatarRecord record, long sent, long total) {
        enqueue(() -> listener.progress(record.avatar(), sent, total), sent == total ? MOST_EVENTS : MOST_PROGRESS);
    }

    AvatarMetrics metrics() {
        return metrics;
    }

    @Override
    public void put(AvatarRecord record, VariantInfo variant, Duration took) {
        metrics.put(record.avatar(), variant, took);
    }

    @Override
    public void synced(AvatarRecord record) {
        changed(record);
        Duration age = Duration.between(record.createdAt(), clock.instant());
        metrics.synced(record.avatar(), age.isNegative() ? Duration.ZERO : age);
    }

    @Override
    public void blocked(AvatarRecord record) {
        changed(record);
        metrics.blocked(record.avatar());
    }

    @Override
    public void failed(AvatarRecord record, String kind) {
        metrics.failed(record.avatar(), kind);
    }

    @Override
    public void passed() {
        waiters.look().forEach(this::run);
    }

    /** Completes what still waits. */
    void close() {
        waiters.close().forEach(this::run);
    }

    void run(Runnable completion) {
        enqueue(completion, Integer.MAX_VALUE);
    }

    private void enqueue(Runnable event, int most) {
        lock.lock();
        try {
            if (queue.size() >= most) {
                log.debug("the listener is slow: an event is dropped");
                return;
            }
            queue.add(event);
            if (draining) {
                return;
            }
            draining = true;
        } finally {
            lock.unlock();
        }
        try {
            callbacks.execute(this::drain);
        } catch (RejectedExecutionException e) {
            log.debug("the callback executor takes no more work: events run on the thread at hand");
            drain();
        }
    }

    private void drain() {
        for (Runnable event = next(); event != null; event = next()) {
            try {
                event.run();
            } catch (RuntimeException | Error e) {
                log.warn("a listener failed; the sync goes on", e);
            }
        }
    }

    private Runnable next() {
        lock.lock();
        try {
            Runnable event = queue.poll();
            draining = event != null;
            return event;
        } finally {
            lock.unlock();
        }
    }
}

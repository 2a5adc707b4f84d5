package io.github.avatarsync.testkit;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarListener;
import io.github.avatarsync.AvatarState;
import jakarta.annotation.Nonnull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Remembers what an {@link AvatarListener} hears, and lets a test wait for it without sleeping. Thread-safe.
 */
public final class RecordingListener implements AvatarListener {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private final List<Event> events = new ArrayList<>();
    private final Consumer<String> timeline;

    /** Something that was heard. */
    public sealed interface Event {
        /**
         * About which avatar.
         *
         * @return a snapshot of then
         */
        @Nonnull
        Avatar avatar();
    }

    /**
     * An avatar changed.
     *
     * @param avatar as it was then
     */
    public record Changed(@Nonnull Avatar avatar) implements Event {
        @Override
        public String toString() {
            return "changed " + avatar.id() + " " + avatar.state()
                    + avatar.blocked().map(blocked -> " " + blocked.reason()).orElse("");
        }
    }

    /**
     * Bytes were on their way.
     *
     * @param avatar as it was then
     * @param sent bytes so far
     * @param total bytes in all
     */
    public record Progress(@Nonnull Avatar avatar, long sent, long total) implements Event {
        @Override
        public String toString() {
            return "progress " + avatar.id() + " " + sent + "/" + total;
        }
    }

    /** A listener that has heard nothing. */
    public RecordingListener() {
        this(line -> {});
    }

    RecordingListener(Consumer<String> timeline) {
        this.timeline = timeline;
    }

    @Override
    public void changed(Avatar avatar) {
        hear(new Changed(avatar));
    }

    @Override
    public void progress(Avatar avatar, long sent, long total) {
        hear(new Progress(avatar, sent, total));
    }

    private void hear(Event event) {
        timeline.accept("heard: " + event);
        lock.lock();
        try {
            events.add(event);
            heard.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Everything heard so far.
     *
     * @return in order
     */
    @Nonnull
    public List<Event> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The states that an avatar was heard in.
     *
     * @param id which
     * @return in order
     */
    @Nonnull
    public List<AvatarState> states(@Nonnull AvatarId id) {
        return events().stream()
                .filter(event -> event instanceof Changed && event.avatar().id().equals(id))
                .map(event -> event.avatar().state())
                .toList();
    }

    /**
     * The progress of an avatar.
     *
     * @param id which
     * @return bytes sent, in order
     */
    @Nonnull
    public List<Long> progress(@Nonnull AvatarId id) {
        return events().stream()
                .filter(event ->
                        event instanceof Progress && event.avatar().id().equals(id))
                .map(event -> ((Progress) event).sent())
                .toList();
    }

    /**
     * Waits until an avatar is heard in a state, at most 10 seconds.
     *
     * @param id which
     * @param state for example {@link AvatarState#SYNCED}
     * @throws AssertionError with what was heard, if it is not
     */
    public void awaitState(@Nonnull AvatarId id, @Nonnull AvatarState state) {
        await(
                event -> event instanceof Changed
                        && event.avatar().id().equals(id)
                        && event.avatar().state() == state,
                PATIENCE);
    }

    /**
     * Waits until an event is heard, or finds it among those heard already.
     *
     * @param wanted which event
     * @param limit how long at most
     * @return the first that fits
     * @throws AssertionError with what was heard, if none does
     */
    @Nonnull
    public Event await(@Nonnull Predicate<Event> wanted, @Nonnull Duration limit) {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            for (int next = 0; ; next++) {
                while (next == events.size()) {
                    if (nanos <= 0) {
                        throw new AssertionError("not heard within " + limit + "; heard were:\n" + this);
                    }
                    nanos = heard.awaitNanos(nanos);
                }
                if (wanted.test(events.get(next))) {
                    return events.get(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an event; heard were:\n" + this, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return String.join("\n", events().stream().map(Event::toString).toList());
    }
}

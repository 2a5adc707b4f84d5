package io.github.avatarsync.testkit;

import jakarta.annotation.Nonnull;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What happened in a test, in order: calls to the fakes, faults, events, moves of the clock. Thread-safe.
 *
 * <p>Each line begins with the time by the test's clock.
 */
public final class Timeline {
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> lines = new ArrayList<>();

    Timeline(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds a line.
     *
     * @param what what happened
     */
    public void add(@Nonnull String what) {
        String line = clock.instant() + "  " + what;
        lock.lock();
        try {
            lines.add(line);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Everything so far.
     *
     * @return one entry for each line
     */
    @Nonnull
    public List<String> lines() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}

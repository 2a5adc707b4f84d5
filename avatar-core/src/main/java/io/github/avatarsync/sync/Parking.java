package io.github.avatarsync.sync;

import io.github.avatarsync.OwnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The owners whose work waits because nobody is signed in for them.
 *
 * <p>A sign-in lets them go on at once; for hosts that do not tell, the credentials source is asked again after 1, 2, 4 … at most
 * 15 minutes, before anything is claimed.
 */
final class Parking {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LAST = Duration.ofMinutes(15);
    private static final int MAX_DOUBLINGS = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<OwnerId, Parked> parked = new HashMap<>();

    void park(OwnerId owner, Instant now) {
        lock.lock();
        try {
            Parked before = parked.get(owner);
            int times = before == null ? 0 : Math.min(before.times + 1, MAX_DOUBLINGS);
            Duration pause = FIRST.multipliedBy(1L << times);
            parked.put(owner, new Parked(now.plus(pause.compareTo(LAST) > 0 ? LAST : pause), times));
        } finally {
            lock.unlock();
        }
    }

    void release(OwnerId owner) {
        lock.lock();
        try {
            parked.remove(owner);
        } finally {
            lock.unlock();
        }
    }

    Set<OwnerId> owners() {
        lock.lock();
        try {
            return Set.copyOf(parked.keySet());
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return parked.size();
        } finally {
            lock.unlock();
        }
    }

    /** The owners to ask for again, the longest waiting first. */
    List<OwnerId> due(Instant now, int limit) {
        lock.lock();
        try {
            return parked.entrySet().stream()
                    .filter(e -> !now.isBefore(e.getValue().until))
                    .sorted(Map.Entry.comparingByValue(java.util.Comparator.comparing(Parked::until)))
                    .limit(limit)
                    .map(Map.Entry::getKey)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    Optional<Instant> next() {
        lock.lock();
        try {
            return parked.values().stream().map(Parked::until).min(Instant::compareTo);
        } finally {
            lock.unlock();
        }
    }

    private record Parked(Instant until, int times) {}
}

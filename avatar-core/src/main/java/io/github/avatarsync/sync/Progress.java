package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.VariantInfo;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells how many bytes of an avatar are on their way: never falling, over retries too, and no more often than people can see.
 *
 * <p>Reported are 0, the total, and in between each twentieth of the total or each tenth of a second, whichever comes first.
 */
final class Progress {
    private static final int STEPS = 20;
    private static final long PAUSE_MILLIS = 100;
    private static final int REMEMBERED = 10_000;

    private final EngineEvents events;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<AvatarId, Mark> marks = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AvatarId, Mark> eldest) {
            return size() > REMEMBERED;
        }
    };

    Progress(EngineEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    static long total(AvatarRecord record) {
        return record.variants().stream().mapToLong(VariantInfo::size).sum();
    }

    void sent(AvatarRecord record, long bytes) {
        long total = total(record);
        long sent = Math.min(bytes, total);
        if (advances(record.id(), sent, total)) {
            events.progress(record, sent, total);
        }
    }

    /** What was reported last of an avatar under way; 0 if nothing was. */
    long sent(AvatarId id) {
        lock.lock();
        try {
            Mark last = marks.get(id);
            return last == null ? 0 : last.sent;
        } finally {
            lock.unlock();
        }
    }

    void forget(AvatarId id) {
        lock.lock();
        try {
            marks.remove(id);
        } finally {
            lock.unlock();
        }
    }

    private boolean advances(AvatarId id, long sent, long total) {
        lock.lock();
        try {
            Mark last = marks.get(id);
            long now = clock.millis();
            boolean report = last == null
                    || (sent > last.sent
                            && (sent == total
                                    || (sent - last.sent) * STEPS >= total
                                    || Math.abs(now - last.atMillis) >= PAUSE_MILLIS));
            if (report) {
                marks.put(id, new Mark(sent, now));
            }
            return report;
        } finally {
            lock.unlock();
        }
    }

    private record Mark(long sent, long atMillis) {}
}

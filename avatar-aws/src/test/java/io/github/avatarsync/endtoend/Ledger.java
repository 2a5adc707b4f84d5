package io.github.avatarsync.endtoend;

import io.github.avatarsync.AvatarId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** What was acknowledged to applications that died; may be told by several at once. */
final class Ledger {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<AvatarId, List<String>> accepted = new TreeMap<>();
    private final Set<AvatarId> doubtful = new HashSet<>();
    private final Set<AvatarId> deleted = new HashSet<>();
    private final Map<AvatarId, List<String>> keys = new HashMap<>();
    private int acknowledged;

    void hear(Statement statement) {
        lock.lock();
        try {
            switch (statement.kind()) {
                case ACCEPTED -> accepted.put(statement.id(), statement.hashes());
                case DELETING -> doubtful.add(statement.id());
                case DELETED -> deleted.add(statement.id());
            }
            acknowledged += statement.kind() == Statement.Kind.DELETING ? 0 : 1;
        } finally {
            lock.unlock();
        }
    }

    /** The SHA-256 of each variant of what was accepted and nobody has begun to delete. */
    Map<AvatarId, List<String>> kept() {
        lock.lock();
        try {
            Map<AvatarId, List<String>> kept = new TreeMap<>(accepted);
            kept.keySet().removeAll(doubtful);
            return kept;
        } finally {
            lock.unlock();
        }
    }

    /** What a delete was acknowledged of. */
    Set<AvatarId> deleted() {
        lock.lock();
        try {
            return Set.copyOf(deleted);
        } finally {
            lock.unlock();
        }
    }

    /** How many uploads and deletes were acknowledged. */
    int acknowledged() {
        lock.lock();
        try {
            return acknowledged;
        } finally {
            lock.unlock();
        }
    }

    /** The keys of an avatar when they were first seen, which are those given if this is now. */
    List<String> firstKeys(AvatarId id, List<String> now) {
        lock.lock();
        try {
            return keys.computeIfAbsent(id, same -> now);
        } finally {
            lock.unlock();
        }
    }
}

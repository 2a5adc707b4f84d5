package io.github.avatarsync.endtoend;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Goal;
import io.github.avatarsync.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A store that tells a watch before and after each write what it makes of the record. */
final class WatchedStore implements AvatarStore {
    private final AvatarStore store;
    private final Consumer<String> watch;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    WatchedStore(AvatarStore store, Consumer<String> watch) {
        this.store = store;
        this.watch = watch;
    }

    @Override
    public AvatarRecord insert(AvatarRecord candidate) {
        watch.accept("before insert");
        AvatarRecord stored = store.insert(candidate);
        watch.accept("after insert");
        return stored;
    }

    @Override
    public Optional<AvatarRecord> find(AvatarId id) {
        return store.find(id);
    }

    @Override
    public List<AvatarRecord> list(Filter filter, int limit, Position after) {
        return store.list(filter, limit, after);
    }

    @Override
    public List<AvatarRecord> claim(Claim claim) {
        List<AvatarRecord> claimed = store.claim(claim);
        if (!claimed.isEmpty()) {
            watch.accept("after claim");
        }
        return claimed;
    }

    @Override
    public boolean update(AvatarRecord next, long expectedRevision) {
        String label = label(next);
        watch.accept("before update " + label);
        boolean updated = store.update(next, expectedRevision);
        watch.accept("after update " + label);
        return updated;
    }

    /** What a write says for the first time of this avatar, or says again. */
    private String label(AvatarRecord next) {
        String label = state(next);
        return seen.add(label + next.id()) ? label : label + " again";
    }

    private static String state(AvatarRecord next) {
        if (next.goal() == Goal.DELETE) {
            return next.sweptAt().isPresent() ? "swept" : "tombstone";
        }
        if (next.state() == AvatarState.SYNCED) {
            return next.replaces().isPresent() ? "synced, not replaced" : "synced";
        }
        return next.binding().isPresent() ? "bound" : next.accepted() > 1 ? "accepted" : "other";
    }

    @Override
    public boolean remove(AvatarId id, long expectedRevision) {
        watch.accept("before remove");
        boolean removed = store.remove(id, expectedRevision);
        watch.accept("after remove");
        return removed;
    }

    @Override
    public Optional<Instant> nextDue(Claim.Owners owners) {
        return store.nextDue(owners);
    }

    @Override
    public boolean knows(AvatarId id) {
        return store.knows(id);
    }
}

package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Position;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An instance that lists what it listed before. */
final class Snapshot extends BrokenStore {
    private record Listing(Filter filter, int limit, Position after) {}

    private final Map<Listing, List<AvatarRecord>> cache = new ConcurrentHashMap<>();

    Snapshot(InMemoryAvatarStore honest) {
        super(honest);
    }

    @Override
    BrokenStore reopen() {
        return new Snapshot(honest);
    }

    @Override
    public List<AvatarRecord> list(Filter filter, int limit, Position after) {
        Listing listing = new Listing(filter, limit, after);
        return cache.computeIfAbsent(listing, any -> super.list(filter, limit, after));
    }

    @Override
    public AvatarRecord insert(AvatarRecord candidate) {
        cache.clear();
        return super.insert(candidate);
    }

    @Override
    public List<AvatarRecord> claim(Claim claim) {
        cache.clear();
        return super.claim(claim);
    }

    @Override
    public boolean update(AvatarRecord next, long expectedRevision) {
        cache.clear();
        return super.update(next, expectedRevision);
    }

    @Override
    public boolean remove(AvatarId id, long expectedRevision) {
        cache.clear();
        return super.remove(id, expectedRevision);
    }
}

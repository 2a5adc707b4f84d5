package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Claim;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An instance with a cache of single records that others' writes do not reach. */
final class Remembering extends BrokenStore {
    private final boolean missing;
    private final Map<AvatarId, Optional<AvatarRecord>> cache = new ConcurrentHashMap<>();

    Remembering(InMemoryAvatarStore honest, boolean missing) {
        super(honest);
        this.missing = missing;
    }

    @Override
    BrokenStore reopen() {
        return new Remembering(honest, missing);
    }

    @Override
    public Optional<AvatarRecord> find(AvatarId id) {
        if (cache.containsKey(id)) {
            return cache.get(id);
        }
        Optional<AvatarRecord> found = super.find(id);
        if (found.isEmpty() == missing) {
            cache.put(id, found);
        }
        return found;
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

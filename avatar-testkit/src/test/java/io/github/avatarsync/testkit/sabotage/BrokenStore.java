package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Position;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A store to be broken in one place; as it is, it is honest. */
class BrokenStore implements AvatarStore {
    static final Filter ALL = new Filter(null, null);

    final InMemoryAvatarStore honest;
    final Set<AvatarId> damaged = new TreeSet<>();
    private final Thread tester = Thread.currentThread();

    BrokenStore() {
        this(new InMemoryAvatarStore());
    }

    BrokenStore(InMemoryAvatarStore honest) {
        this.honest = honest;
    }

    BrokenStore reopen() {
        return this;
    }

    void damage(AvatarId id) {
        damaged.add(id);
        honest.damage(id);
    }

    /** Whether the caller is one of several threads that a test has started. */
    final boolean racing() {
        return Thread.currentThread() != tester;
    }

    /** The stored record, whatever it looks like to others. */
    final Optional<AvatarRecord> stored(AvatarId id) {
        return honest.records().stream()
                .filter(record -> record.id().equals(id))
                .findFirst();
    }

    @Override
    public AvatarRecord insert(AvatarRecord candidate) {
        return honest.insert(candidate);
    }

    @Override
    public Optional<AvatarRecord> find(AvatarId id) {
        return honest.find(id);
    }

    @Override
    public List<AvatarRecord> list(Filter filter, int limit, Position after) {
        return honest.list(filter, limit, after);
    }

    @Override
    public List<AvatarRecord> claim(Claim claim) {
        return honest.claim(claim);
    }

    @Override
    public boolean update(AvatarRecord next, long expectedRevision) {
        return honest.update(next, expectedRevision);
    }

    @Override
    public boolean remove(AvatarId id, long expectedRevision) {
        return honest.remove(id, expectedRevision);
    }

    @Override
    public Optional<Instant> nextDue(Claim.Owners owners) {
        return honest.nextDue(owners);
    }

    @Override
    public boolean knows(AvatarId id) {
        return honest.knows(id);
    }
}

package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A record store that passes everything on; what is taken away is overridden. */
class StoreWithout implements AvatarStore {
    final AvatarStore honest;

    StoreWithout(AvatarStore honest) {
        this.honest = honest;
    }

    /** A record with other content at the same revision. */
    static AvatarRecord altered(AvatarRecord record, UnaryOperator<AvatarRecord.Editor> change) {
        return atRevision(change.apply(record.edit()).save(), record.revision());
    }

    static AvatarRecord atRevision(AvatarRecord record, long revision) {
        return AvatarRecord.parse(
                record.document().replace("\nrevision: " + record.revision() + "\n", "\nrevision: " + revision + "\n"));
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

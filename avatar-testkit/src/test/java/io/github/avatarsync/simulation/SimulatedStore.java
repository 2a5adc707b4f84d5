package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Position;
import io.github.avatarsync.testkit.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A process's way to the records of its device. */
final class SimulatedStore implements AvatarStore {
    private final HostProcess process;
    private final Boundary boundary;
    private final AvatarStore records;

    SimulatedStore(HostProcess process) {
        this.process = process;
        this.boundary = new Boundary(process);
        this.records = process.device.records.store();
    }

    private <T> T call(Operation operation, String about, Supplier<T> effect) {
        return boundary.local(operation, about, effect, why -> new AvatarStoreException(why, null));
    }

    private Invariants invariants() {
        return process.world.invariants;
    }

    @Override
    public AvatarRecord insert(AvatarRecord candidate) {
        Ledger.Upload upload = process.uploads.getLast();
        return call(Operation.STORE_INSERT, candidate.id().value(), () -> {
            AvatarRecord stored = records.insert(candidate);
            if (stored.id().equals(candidate.id())) {
                process.world.ledger.began(upload, stored.id());
            }
            invariants().inserted(process.device, stored);
            return stored;
        });
    }

    @Override
    public Optional<AvatarRecord> find(AvatarId id) {
        return call(Operation.STORE_FIND, id.value(), () -> records.find(id));
    }

    @Override
    public List<AvatarRecord> list(Filter filter, int limit, Position after) {
        return call(Operation.STORE_LIST, "", () -> records.list(filter, limit, after));
    }

    @Override
    public List<AvatarRecord> claim(Claim claim) {
        return call(Operation.STORE_CLAIM, "", () -> {
            List<AvatarRecord> claimed = records.claim(claim);
            claimed.forEach(record -> process.carries(record.id()));
            return claimed;
        });
    }

    @Override
    public boolean update(AvatarRecord next, long expectedRevision) {
        return call(Operation.STORE_UPDATE, next.id() + " " + next.state(), () -> {
            boolean written = records.update(next, expectedRevision);
            if (written) {
                invariants().stored(process.device, next);
            }
            return written;
        });
    }

    @Override
    public boolean remove(AvatarId id, long expectedRevision) {
        return call(Operation.STORE_REMOVE, id.value(), () -> {
            boolean removed = records.remove(id, expectedRevision);
            if (removed) {
                invariants().forgotten(id);
            }
            return removed;
        });
    }

    @Override
    public Optional<Instant> nextDue(Claim.Owners owners) {
        return call(Operation.STORE_NEXT_DUE, "", () -> records.nextDue(owners));
    }

    @Override
    public boolean knows(AvatarId id) {
        return call(Operation.STORE_KNOWS, id.value(), () -> records.knows(id));
    }
}

package io.github.avatarsync.testkit;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Position;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Records in a map.
 *
 * <p>Strict: it keeps what the document says and nothing else, and a caller that breaks a promise of the library to stores gets
 * an {@link IllegalStateException}. Does not imitate: durability (all instances share one map), transactions, slowness.
 */
public final class InMemoryAvatarStore extends Fake implements AvatarStore {
    private static final Set<Operation> OPERATIONS = EnumSet.copyOf(
            Stream.of(Operation.values()).filter(Operation::isStore).toList());

    private final Data data;

    /** An empty store. */
    public InMemoryAvatarStore() {
        this(new Data());
    }

    private InMemoryAvatarStore(Data data) {
        super(Failures.LOCAL, OPERATIONS);
        this.data = data;
    }

    /**
     * Opens another instance over the same records, as another process would.
     *
     * @return a store with its own script and calls
     */
    @Nonnull
    public InMemoryAvatarStore reopen() {
        return new InMemoryAvatarStore(data);
    }

    /**
     * All readable records.
     *
     * @return newest first
     */
    @Nonnull
    public List<AvatarRecord> records() {
        return data.locked(() -> data.readable().sorted(NEWEST_FIRST).toList());
    }

    /**
     * Makes a record unreadable, as a bad disk would.
     *
     * @param id whose; must be there
     */
    public void damage(@Nonnull AvatarId id) {
        data.locked(() -> data.rows.put(id, data.row(id).damage()));
    }

    @Override
    public AvatarRecord insert(AvatarRecord candidate) {
        promised(candidate.revision() == 1, "a new record has revision 1", candidate.id());
        return call(Operation.STORE_INSERT, candidate.owner(), target(candidate.id()), call -> data.insert(candidate));
    }

    @Override
    public Optional<AvatarRecord> find(AvatarId id) {
        return call(
                Operation.STORE_FIND, null, target(id), call -> data.find(id).map(Row::read));
    }

    @Override
    public List<AvatarRecord> list(Filter filter, int limit, @Nullable Position after) {
        if (limit < 1) {
            throw new IllegalStateException("the library promises a limit of 1 or more, was " + limit);
        }
        return call(Operation.STORE_LIST, filter.owner(), "", call -> data.list(filter, limit, after));
    }

    @Override
    public List<AvatarRecord> claim(Claim claim) {
        return call(Operation.STORE_CLAIM, null, "", call -> data.claim(claim));
    }

    @Override
    public boolean update(AvatarRecord next, long expectedRevision) {
        promised(next.revision() == expectedRevision + 1, "an update is the next revision", next.id());
        return call(
                Operation.STORE_UPDATE, next.owner(), target(next.id()), call -> data.update(next, expectedRevision));
    }

    @Override
    public boolean remove(AvatarId id, long expectedRevision) {
        return call(Operation.STORE_REMOVE, null, target(id), call -> data.remove(id, expectedRevision));
    }

    @Override
    public Optional<Instant> nextDue(Claim.Owners owners) {
        return call(Operation.STORE_NEXT_DUE, null, "", call -> data.nextDue(owners));
    }

    @Override
    public boolean knows(AvatarId id) {
        return call(
                Operation.STORE_KNOWS, null, target(id), call -> data.find(id).isPresent());
    }

    private static String target(AvatarId id) {
        return id.value();
    }

    static void promised(boolean kept, String promise, AvatarId id) {
        if (!kept) {
            throw new IllegalStateException(
                    "the library broke its promise to stores that " + promise + ": avatar " + id);
        }
    }

    private static final Comparator<AvatarRecord> NEWEST_FIRST = Comparator.comparing(Position::of);

    private static final Comparator<AvatarRecord> EARLIEST_DUE_FIRST =
            Comparator.comparing(AvatarRecord::dueAt).thenComparing(AvatarRecord::id);

    /** A record as it is kept. */
    private record Row(AvatarRecord record, boolean damaged) {
        static Row of(AvatarRecord record) {
            return new Row(AvatarRecord.parse(record.document()), false);
        }

        Row damage() {
            return new Row(record, true);
        }

        AvatarRecord read() {
            if (damaged) {
                throw new AvatarStoreException(
                        "find " + record.id() + ": its record was damaged by the test; remove it or restore it", null);
            }
            return record;
        }
    }

    /** The records of all instances. */
    private static final class Data {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<AvatarId, Row> rows = new LinkedHashMap<>();

        <T> T locked(java.util.function.Supplier<T> action) {
            lock.lock();
            try {
                return action.get();
            } finally {
                lock.unlock();
            }
        }

        Row row(AvatarId id) {
            Row row = rows.get(id);
            if (row == null) {
                throw new IllegalArgumentException("there is no record " + id);
            }
            return row;
        }

        Stream<AvatarRecord> readable() {
            return rows.values().stream().filter(row -> !row.damaged).map(Row::record);
        }

        AvatarRecord insert(AvatarRecord candidate) {
            return locked(() -> {
                Optional<AvatarRecord> same = candidate.dedupeKey() == null
                        ? Optional.empty()
                        : readable()
                                .filter(r -> candidate.dedupeKey().equals(r.dedupeKey()))
                                .findFirst();
                if (same.isPresent()) {
                    return same.get();
                }
                if (rows.containsKey(candidate.id())) {
                    throw new AvatarStoreException(
                            "insert " + candidate.id() + ": the id is taken; draw another one", null);
                }
                rows.put(candidate.id(), Row.of(candidate));
                return candidate;
            });
        }

        Optional<Row> find(AvatarId id) {
            return locked(() -> Optional.ofNullable(rows.get(id)));
        }

        List<AvatarRecord> list(Filter filter, int limit, @Nullable Position after) {
            return locked(() -> readable()
                    .filter(filter::matches)
                    .filter(record -> after == null || Position.of(record).compareTo(after) > 0)
                    .sorted(NEWEST_FIRST)
                    .limit(limit)
                    .toList());
        }

        List<AvatarRecord> claim(Claim claim) {
            return locked(() -> {
                List<AvatarRecord> claimed = readable()
                        .filter(claim::takes)
                        .sorted(EARLIEST_DUE_FIRST)
                        .limit(claim.limit())
                        .map(record -> record.claimed(claim))
                        .toList();
                claimed.forEach(record -> rows.put(record.id(), Row.of(record)));
                return claimed;
            });
        }

        boolean update(AvatarRecord next, long expectedRevision) {
            return locked(() -> {
                Row row = rows.get(next.id());
                if (row == null || row.damaged || row.record.revision() != expectedRevision) {
                    return false;
                }
                promised(
                        row.record.owner().equals(next.owner())
                                && row.record.createdAt().equals(next.createdAt()),
                        "owner and creation time never change",
                        next.id());
                rows.put(next.id(), Row.of(next));
                return true;
            });
        }

        boolean remove(AvatarId id, long expectedRevision) {
            return locked(() -> {
                Row row = rows.get(id);
                return row != null && row.record.revision() == expectedRevision && rows.remove(id) != null;
            });
        }

        Optional<Instant> nextDue(Claim.Owners owners) {
            return locked(() -> readable()
                    .filter(record -> record.dueAt() != null && owners.includes(record.owner()))
                    .map(AvatarRecord::dueAt)
                    .min(Comparator.naturalOrder()));
        }
    }
}

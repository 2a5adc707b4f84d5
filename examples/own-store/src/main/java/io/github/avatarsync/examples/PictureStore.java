package io.github.avatarsync.examples;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Position;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;

/** Avatars as rows of the table {@code user_pictures}, which the host had before; through jOOQ. */
public final class PictureStore implements AvatarStore {
    private static final Table<Record> PICTURES = table(name("user_pictures"));
    private static final Field<String> ID = field(name("avatar_id"), String.class);
    private static final Field<String> OWNER = field(name("user_name"), String.class);
    private static final Field<String> DEDUPE = field(name("dedupe_key"), String.class);
    private static final Field<String> STATE = field(name("state"), String.class);
    private static final Field<Long> DUE = field(name("due_at"), Long.class);
    private static final Field<Long> CREATED = field(name("uploaded_at"), Long.class);
    private static final Field<Long> REVISION = field(name("revision"), Long.class);
    private static final Field<String> DOCUMENT = field(name("document"), String.class);

    private final DSLContext db;

    /** A store over the host's own jOOQ, and so in the host's own transactions. */
    public PictureStore(DSLContext db) {
        this.db = db;
    }

    @Override
    public AvatarRecord insert(AvatarRecord r) {
        return call(() -> {
            // Not an error that is caught: on PostgreSQL that would end a transaction of the host's.
            boolean written =
                    db.insertInto(PICTURES).set(values(r)).onConflictDoNothing().execute() == 1;
            return written
                    ? r
                    : one(DEDUPE.eq(r.dedupeKey()))
                            .orElseThrow(
                                    () -> new AvatarStoreException("insert " + r.id() + ": the id is taken", null));
        });
    }

    // tag::update[]
    @Override
    public boolean update(AvatarRecord r, long revision) {
        return call(() -> db.update(PICTURES)
                        .set(values(r))
                        .where(ID.eq(r.id().value()), REVISION.eq(revision))
                        .execute()
                == 1);
    }
    // end::update[]

    @Override
    public boolean remove(AvatarId id, long revision) {
        return call(() -> db.deleteFrom(PICTURES)
                        .where(ID.eq(id.value()), REVISION.eq(revision))
                        .execute()
                == 1);
    }

    @Override
    public Optional<AvatarRecord> find(AvatarId id) {
        return call(() -> one(ID.eq(id.value())));
    }

    private Optional<AvatarRecord> one(Condition condition) {
        return db.select(DOCUMENT)
                .from(PICTURES)
                .where(condition)
                .fetchOptional(DOCUMENT)
                .map(AvatarRecord::parse);
    }

    @Override
    public List<AvatarRecord> list(Filter filter, int limit, @Nullable Position after) {
        OwnerId owner = filter.owner();
        Condition which = (owner == null ? noCondition() : OWNER.eq(owner.value()))
                .and(
                        filter.state() == null
                                ? noCondition()
                                : STATE.eq(filter.state().name()))
                .and(after == null ? noCondition() : after(after));
        return call(() -> {
            List<AvatarRecord> page = new ArrayList<>();
            // A cursor, because a row that cannot be read makes room for one more.
            try (var rows = db.select(DOCUMENT)
                    .from(PICTURES)
                    .where(which)
                    .orderBy(CREATED.desc(), ID)
                    .fetchSize(limit)
                    .fetchLazy()) {
                while (page.size() < limit && rows.hasNext()) {
                    AvatarRecord.readable(rows.fetchNext().value1()).ifPresent(page::add);
                }
            }
            return page;
        });
    }

    private static Condition after(Position place) {
        long created = place.createdAt().toEpochMilli();
        return CREATED.lt(created).or(CREATED.eq(created).and(ID.gt(place.id().value())));
    }

    @Override
    public List<AvatarRecord> claim(Claim claim) {
        Condition due = DUE.le(claim.now().toEpochMilli())
                .or(DUE.gt(claim.horizon().toEpochMilli()))
                .and(whose(claim.owners()));
        return call(() -> db.transactionResult(transaction -> {
            List<AvatarRecord> claimed = new ArrayList<>();
            for (int read = 1; read > 0 && claimed.size() < claim.limit(); ) {
                var rows = transaction
                        .dsl()
                        .select(ID, DOCUMENT)
                        .from(PICTURES)
                        .where(due)
                        .orderBy(DUE)
                        .limit(claim.limit() - claimed.size())
                        .forUpdate()
                        .skipLocked()
                        .fetch();
                read = rows.size();
                for (var row : rows) {
                    take(transaction.dsl(), row.value1(), row.value2(), claim).ifPresent(claimed::add);
                }
            }
            return claimed;
        }));
    }

    /** Writes a row as claimed, or puts it off if it cannot be read: else it would be the first of every claim. */
    private static Optional<AvatarRecord> take(DSLContext db, String id, String document, Claim claim) {
        Optional<AvatarRecord> next =
                AvatarRecord.readable(document).filter(claim::takes).map(record -> record.claimed(claim));
        Instant later = claim.now().plus(Duration.ofMinutes(15));
        Map<Field<?>, Object> values = next.map(PictureStore::values).orElse(Map.of(DUE, later.toEpochMilli()));
        db.update(PICTURES).set(values).where(ID.eq(id)).execute();
        return next;
    }

    @Override
    public Optional<Instant> nextDue(Claim.Owners owners) {
        return call(() -> db.select(DUE)
                .from(PICTURES)
                .where(DUE.isNotNull(), whose(owners))
                .orderBy(DUE)
                .limit(1)
                .fetchOptional(DUE)
                .map(Instant::ofEpochMilli));
    }

    private static Condition whose(Claim.Owners owners) {
        List<String> names = owners.set().stream().map(OwnerId::value).toList();
        return owners.only() ? OWNER.in(names) : OWNER.notIn(names);
    }

    // tag::values[]
    private static Map<Field<?>, Object> values(AvatarRecord r) {
        Map<Field<?>, Object> values = new HashMap<>();
        values.put(ID, r.id().value());
        values.put(OWNER, r.owner().value());
        values.put(DEDUPE, r.dedupeKey());
        values.put(STATE, r.state().name());
        values.put(DUE, r.dueAt() == null ? null : r.dueAt().toEpochMilli());
        values.put(CREATED, r.createdAt().toEpochMilli());
        values.put(REVISION, r.revision());
        values.put(DOCUMENT, r.document());
        return values;
    }
    // end::values[]

    private static <T> T call(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            throw new AvatarStoreException("the table user_pictures could not be used; try again", e);
        }
    }
}

package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Position;
import io.github.avatarsync.store.Database.Attempt;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Records as rows of a table in the host's own database: the store of a server, shared by any number of instances.
 *
 * <p>Made for PostgreSQL; works on MariaDB 10.6, MySQL 8.0.17, SQLite 3.35 and newer ones, and on H2 for tests only: H2 loses
 * acknowledged rows when it is killed. SQLite must run in WAL mode with {@code synchronous=FULL}; anything less is refused, because
 * with NORMAL a power cut loses what was acknowledged.
 *
 * <p>The table is made by {@link JdbcSchema} or by the host's own migrations. Beside what the store needs it has copies a host may
 * query by name, and must not write: {@code owner}, {@code kind}, {@code name} (255 characters of it), {@code sha256}, {@code state},
 * {@code blocked_reason}, {@code cloud_synced}, {@code cloud_image_key}, {@code cloud_thumb_key}, {@code cloud_video_key},
 * {@code created_at} and {@code updated_at}. Times are milliseconds since 1970; {@code updated_at} is by the database's clock and
 * nothing depends on it.
 *
 * <p><b>Transactions.</b> A call takes a connection from the data source and gives it back before it returns. If the connection comes
 * with autocommit off, as a transaction-aware data source gives it inside of a transaction, the call joins that transaction: a row
 * inserted by {@code upload} or changed by {@code delete} is committed or rolled back with the host's own rows. Otherwise each call is
 * a transaction of its own, repeated after a deadlock, a serialization failure or a lost connection; whether a lost commit took place
 * is read again. {@code claim} never joins.
 *
 * <p>Thread-safe, blocking, nothing has to be closed.
 */
public final class JdbcAvatarStore implements AvatarStore {
    /** The table's name unless the host gives another. */
    public static final String TABLE = "avatars";

    /** How often an insert looks for the row that stopped it: that row may be removed at the same moment, again and again. */
    private static final int LOOKS = 10;

    private final Database database;
    private final RecordSql sql;

    private JdbcAvatarStore(Database database, RecordSql sql) {
        this.database = database;
        this.sql = sql;
    }

    /**
     * Opens the table {@value #TABLE}.
     *
     * @param source gives connections with autocommit on, except inside of a transaction of the host
     * @return a store
     * @throws AvatarStoreException if the database cannot be reached or would not keep what it acknowledges, or if the table is not
     *     there or lacks a column that the store needs; the message has the missing statements
     */
    @Nonnull
    public static JdbcAvatarStore open(@Nonnull DataSource source) {
        return open(source, TABLE);
    }

    /**
     * Opens a table by another name.
     *
     * @param source gives connections with autocommit on, except inside of a transaction of the host
     * @param table as in {@link JdbcSchema#avatars(DataSource, String)}
     * @return a store
     * @throws AvatarStoreException as in {@link #open(DataSource)}
     */
    @Nonnull
    public static JdbcAvatarStore open(@Nonnull DataSource source, @Nonnull String table) {
        Database database = Database.of(source);
        Table wanted = RecordTable.of(table, database.dialect());
        Set<String> columns = new JdbcSchema(database, List.of(wanted)).check().getOrDefault(table, Set.of());
        return new JdbcAvatarStore(database, new RecordSql(table, columns, database.dialect()));
    }

    @Override
    public AvatarRecord insert(AvatarRecord candidate) {
        return database.run("insert avatar " + candidate.id(), attempt -> {
            for (int look = 0; look < LOOKS; look++) {
                if (written(attempt, candidate)) {
                    return candidate;
                }
                Optional<AvatarRecord> live = sameDedupeKey(attempt, candidate);
                if (live.isPresent()) {
                    return live.get();
                }
                Optional<AvatarRecord> same = read(attempt, candidate.id());
                if (same.isPresent()) {
                    return ownOrTaken(attempt, candidate, same.get());
                }
            }
            throw new AvatarStoreException(
                    "insert avatar " + candidate.id()
                            + ": another row has its dedupe key but cannot be read in this transaction; try again in a new one",
                    null);
        });
    }

    private boolean written(Attempt attempt, AvatarRecord candidate) throws SQLException {
        try {
            return attempt.write(
                            sql.insert, sql.values(candidate, candidate.id().value()))
                    == 1;
        } catch (SQLException e) {
            if (database.dialect().unlessTaken.isEmpty() && database.dialect().isTaken(e)) {
                return false;
            }
            throw e;
        }
    }

    private Optional<AvatarRecord> sameDedupeKey(Attempt attempt, AvatarRecord candidate) throws SQLException {
        return candidate.dedupeKey() == null
                ? Optional.empty()
                : attempt.read(sql.byDedupeKey, RecordSql::record, candidate.dedupeKey()).stream()
                        .findFirst();
    }

    private Optional<AvatarRecord> read(Attempt attempt, AvatarId id) throws SQLException {
        return attempt.read(sql.byId, RecordSql::record, id.value()).stream().findFirst();
    }

    /** After a lost answer the row with this id may be the one that was written. */
    private static AvatarRecord ownOrTaken(Attempt attempt, AvatarRecord candidate, AvatarRecord stored) {
        boolean own =
                stored.owner().equals(candidate.owner()) && stored.createdAt().equals(candidate.createdAt());
        if (attempt.repeated() && own) {
            return stored;
        }
        throw new AvatarStoreException("insert avatar " + candidate.id() + ": the id is taken; draw another one", null);
    }

    @Override
    public Optional<AvatarRecord> find(AvatarId id) {
        return database.run("find avatar " + id, attempt -> {
            try {
                return read(attempt, id);
            } catch (AvatarStoreException unreadable) {
                throw new AvatarStoreException("find avatar " + id + ": " + unreadable.getMessage(), unreadable);
            }
        });
    }

    @Override
    public List<AvatarRecord> list(Filter filter, int limit, @Nullable Position after) {
        return database.run("list avatars", attempt -> {
            List<AvatarRecord> page = new ArrayList<>();
            RecordSql.Row last = after == null
                    ? null
                    : new RecordSql.Row(
                            after.createdAt().toEpochMilli(), after.id().value(), "");
            while (page.size() < limit) {
                int missing = limit - page.size();
                List<RecordSql.Row> rows = page(attempt, filter, missing, last);
                rows.forEach(row -> row.readable().ifPresent(page::add));
                if (rows.size() < missing) {
                    break;
                }
                last = rows.get(rows.size() - 1);
            }
            return page;
        });
    }

    private List<RecordSql.Row> page(Attempt attempt, Filter filter, int limit, @Nullable RecordSql.Row last)
            throws SQLException {
        List<Object> values = filterValues(filter);
        if (last != null) {
            values.addAll(List.of(last.createdAt(), last.createdAt(), last.id()));
        }
        values.add(limit);
        return attempt.read(sql.page(filter, last != null), RecordSql::row, values.toArray());
    }

    private static List<Object> filterValues(Filter filter) {
        List<Object> values = new ArrayList<>();
        OwnerId owner = filter.owner();
        AvatarState state = filter.state();
        if (owner != null) {
            values.add(owner.value());
        }
        if (state != null) {
            values.add(state.name());
        }
        return values;
    }

    @Override
    public List<AvatarRecord> claim(Claim claim) {
        return new JdbcClaim(claim, database, sql).take();
    }

    @Override
    public boolean update(AvatarRecord next, long expectedRevision) {
        return database.run("update avatar " + next.id(), attempt -> {
            boolean written =
                    attempt.write(sql.update, sql.values(next, next.id().value(), expectedRevision)) == 1;
            return written || (attempt.repeated() && wasWritten(attempt, next));
        });
    }

    /**
     * Whether a write whose answer was lost took place. Nothing is inferred from a revision: only the very document is proof, and if
     * somebody wrote after it, nobody can tell.
     */
    private boolean wasWritten(Attempt attempt, AvatarRecord next) throws SQLException {
        AvatarRecord stored = read(attempt, next.id()).orElse(null);
        if (stored == null || stored.revision() > next.revision()) {
            throw new AvatarStoreException(
                    "update avatar " + next.id()
                            + ": the connection was lost, and somebody else wrote the record before it could"
                            + " be seen whether this write had taken place; read it again",
                    null);
        }
        return stored.equals(next);
    }

    @Override
    public boolean remove(AvatarId id, long expectedRevision) {
        return database.run("remove avatar " + id, attempt -> {
            boolean removed = attempt.write(sql.remove, id.value(), expectedRevision) == 1;
            // After a lost answer: whoever removed it, it is gone as was wished.
            return removed || (attempt.repeated() && !isThere(attempt, id));
        });
    }

    @Override
    public Optional<Instant> nextDue(Claim.Owners owners) {
        if (owners.only() && owners.set().isEmpty()) {
            return Optional.empty();
        }
        return database.run(
                "read due times",
                attempt -> attempt
                        .read(
                                sql.nextDue(owners),
                                row -> Instant.ofEpochMilli(row.getLong(1)),
                                RecordSql.values(owners))
                        .stream()
                        .findFirst());
    }

    @Override
    public long count(Filter filter) {
        return database.run(
                "count avatars",
                attempt -> attempt.read(
                                sql.count(filter),
                                row -> row.getLong(1),
                                filterValues(filter).toArray())
                        .get(0));
    }

    @Override
    public boolean knows(AvatarId id) {
        return database.run("look for avatar " + id, attempt -> isThere(attempt, id));
    }

    private boolean isThere(Attempt attempt, AvatarId id) throws SQLException {
        return !attempt.read(sql.isThere, row -> row.getInt(1), id.value()).isEmpty();
    }
}

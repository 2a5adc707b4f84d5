package io.github.avatarsync.store;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Claim;
import io.github.avatarsync.store.Database.Attempt;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of {@code claim}: rounds of reading due rows and writing them by compare-and-set, until there is enough or nothing left.
 *
 * <p>Where the database can leave out rows that others are writing, a round is one transaction, so that claimers do not wait for each
 * other; what makes it safe is the compare-and-set all the same. A row that cannot be taken is put off, or it would be read first, and
 * in vain, by every claim to come.
 */
final class JdbcClaim {
    /** How long, in leases, an unreadable row is put off: it may be repaired, or be for newer instances to read. */
    private static final int UNREADABLE_LEASES = 10;

    private static final Logger LOG = LoggerFactory.getLogger(JdbcAvatarStore.class);

    private final Claim claim;
    private final Database database;
    private final RecordSql sql;
    private final List<AvatarRecord> taken = new ArrayList<>();

    /** What a run wrote that may have been committed without an answer. */
    private List<AvatarRecord> doubtful = List.of();

    /** The rows whose compare-and-set failed, as they were read. */
    private final Map<String, String> lost = new HashMap<>();

    JdbcClaim(Claim claim, Database database, RecordSql sql) {
        this.claim = claim;
        this.database = database;
        this.sql = sql;
    }

    List<AvatarRecord> take() {
        if (claim.owners().only() && claim.owners().set().isEmpty()) {
            return taken;
        }
        takeAll("<=", claim.now());
        // Beyond the horizon: left by a clock that was set back. An index away from the rest, and almost never there.
        takeAll(">", claim.horizon());
        return taken;
    }

    private void takeAll(String comparison, Instant time) {
        Round round = new Round(1, List.of());
        while (round.read() > 0 && taken.size() < claim.limit()) {
            round = round(comparison, time);
            taken.addAll(round.written());
        }
    }

    private Round round(String comparison, Instant time) {
        doubtful = List.of();
        if (database.dialect().lockingSkip.isEmpty()) {
            List<Due> rows = database.run("claim avatars", attempt -> read(attempt, comparison, time));
            return rows.isEmpty()
                    ? new Round(0, List.of())
                    : database.transact("claim avatars", attempt -> write(attempt, rows));
        }
        return database.transact("claim avatars", attempt -> write(attempt, read(attempt, comparison, time)));
    }

    private List<Due> read(Attempt attempt, String comparison, Instant time) throws SQLException {
        if (attempt.joined()) {
            throw new AvatarStoreException(
                    "claim avatars: the connection has autocommit off, so what is claimed might be rolled back; let the pool switch"
                            + " autocommit on, and sync outside of transactions",
                    null);
        }
        List<Object> values = new ArrayList<>(List.of(time.toEpochMilli()));
        values.addAll(Arrays.asList(RecordSql.values(claim.owners())));
        values.add(claim.limit() - taken.size());
        return attempt.read(
                sql.due(comparison, claim.owners()),
                row -> new Due(row.getString(2), row.getString(3), row.getLong(4)),
                values.toArray());
    }

    private Round write(Attempt attempt, List<Due> rows) throws SQLException {
        List<AvatarRecord> written = new ArrayList<>(committed(attempt));
        if (written.isEmpty()) {
            doubtful = written;
            for (Due row : rows) {
                AvatarRecord record = AvatarRecord.readable(row.document())
                        .filter(claim::takes)
                        .orElse(null);
                if (record == null) {
                    putOff(attempt, row);
                } else if (isWritten(attempt, record)) {
                    written.add(record.claimed(claim));
                } else if (row.document().equals(lost.put(row.id(), row.document()))) {
                    putOff(attempt, row); // its columns contradict its document: it would lose every time
                }
            }
        }
        return new Round(rows.size(), written);
    }

    private boolean isWritten(Attempt attempt, AvatarRecord record) throws SQLException {
        AvatarRecord next = record.claimed(claim);
        return attempt.write(sql.update, sql.values(next, next.id().value(), record.revision())) == 1;
    }

    private void putOff(Attempt attempt, Due row) throws SQLException {
        Duration pause = claim.lease().multipliedBy(UNREADABLE_LEASES);
        LOG.warn("the row of avatar {} cannot be read, or contradicts itself; left alone for {}", row.id(), pause);
        attempt.write(sql.putOff, claim.now().plus(pause).toEpochMilli(), row.id(), row.dueAt());
    }

    /** What of an earlier run was committed after all: its very documents are there. */
    private List<AvatarRecord> committed(Attempt attempt) throws SQLException {
        List<AvatarRecord> committed = new ArrayList<>();
        if (attempt.repeated()) {
            for (AvatarRecord record : doubtful) {
                if (attempt.read(sql.byId, row -> row.getString(1), record.id().value())
                        .contains(record.document())) {
                    committed.add(record);
                }
            }
        }
        return committed;
    }

    private record Due(String id, String document, long dueAt) {}

    /**
     * What became of a round.
     *
     * @param read how many rows were due
     * @param written the records claimed
     */
    private record Round(int read, List<AvatarRecord> written) {}
}

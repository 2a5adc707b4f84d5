package io.github.avatarsync.store;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.OwnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements of a {@link JdbcAvatarStore}, the same for every database but for what {@link Dialect} names. */
final class RecordSql {
    final String insert;
    final String update;
    final String remove;
    final String byId;
    final String byDedupeKey;
    final String isThere;
    final String due;
    final String putOff;

    private final String table;
    private final Dialect dialect;
    private final List<String> written;

    RecordSql(String table, Set<String> present, Dialect dialect) {
        this.table = table;
        this.dialect = dialect;
        this.written = RecordTable.written(present);
        boolean stamped = present.contains("updated_at");
        String names = String.join(", ", written);
        String marks = String.join(", ", Collections.nCopies(written.size(), "?"));
        insert = "INSERT INTO " + table + " (" + names + ", id" + (stamped ? ", updated_at" : "") + ") VALUES (" + marks
                + ", ?" + (stamped ? ", " + dialect.now : "") + ")" + dialect.unlessTaken;
        update = "UPDATE " + table + " SET "
                + written.stream().map(name -> name + " = ?").collect(Collectors.joining(", "))
                + (stamped ? ", updated_at = " + dialect.now : "") + " WHERE id = ? AND revision = ?";
        remove = "DELETE FROM " + table + " WHERE id = ? AND revision = ?";
        byId = "SELECT document FROM " + table + " WHERE id = ?";
        byDedupeKey = "SELECT document FROM " + table + " WHERE dedupe_key = ?";
        isThere = "SELECT 1 FROM " + table + " WHERE id = ?";
        due = "SELECT created_at, id, document, due_at FROM " + table + " WHERE due_at ";
        putOff = "UPDATE " + table + " SET due_at = ? WHERE id = ? AND due_at = ?";
    }

    /** The values of {@link #insert} or {@link #update}. */
    Object[] values(AvatarRecord record, Object... more) {
        return RecordTable.values(written, record, more);
    }

    String page(Filter filter, boolean after) {
        return "SELECT created_at, id, document FROM " + table + " WHERE "
                + where(filter)
                // One range of the index, unlike "created_at < ? OR …".
                + (after ? " AND created_at <= ? AND (created_at < ? OR id > ?)" : "")
                + " ORDER BY created_at DESC, id LIMIT ?";
    }

    String count(Filter filter) {
        return "SELECT COUNT(*) FROM " + table + " WHERE " + where(filter);
    }

    private static String where(Filter filter) {
        return "1 = 1" + (filter.owner() == null ? "" : " AND owner = ?")
                + (filter.state() == null ? "" : " AND state = ?");
    }

    /** Due by a comparison, earliest first, as many as the last value says. */
    String due(String comparison, Claim.Owners owners) {
        return due + comparison + " ?" + whose(owners) + " ORDER BY due_at LIMIT ?" + dialect.lockingSkip;
    }

    String nextDue(Claim.Owners owners) {
        return "SELECT due_at FROM " + table + " WHERE due_at IS NOT NULL" + whose(owners) + " ORDER BY due_at LIMIT 1";
    }

    private static String whose(Claim.Owners owners) {
        return owners.set().isEmpty()
                ? ""
                : " AND owner " + (owners.only() ? "IN (" : "NOT IN (")
                        + String.join(", ", Collections.nCopies(marks(owners), "?")) + ")";
    }

    /** The values of the owners, the last one again until there are 1, 2, 4, 8 … of them: few different statements to prepare. */
    static Object[] values(Claim.Owners owners) {
        List<Object> values = new ArrayList<>();
        owners.set().stream().map(OwnerId::value).forEach(values::add);
        while (values.size() < marks(owners)) {
            values.add(values.get(values.size() - 1));
        }
        return values.toArray();
    }

    private static int marks(Claim.Owners owners) {
        int size = owners.set().size();
        if (size > Dialect.MOST_OWNERS) {
            throw new IllegalArgumentException("at most " + Dialect.MOST_OWNERS + " owners, were " + size);
        }
        return size == 0 ? 0 : Math.min(Dialect.MOST_OWNERS, Integer.highestOneBit(2 * size - 1));
    }

    static AvatarRecord record(ResultSet row) throws SQLException {
        return AvatarRecord.parse(row.getString(1));
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong(1), row.getString(2), row.getString(3));
    }

    /** A row that may be unreadable. */
    record Row(long createdAt, String id, String document) {
        Optional<AvatarRecord> readable() {
            return AvatarRecord.readable(document);
        }
    }
}

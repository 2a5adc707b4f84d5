package io.github.avatarsync.store;

import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;

/** Everything in which databases differ: names of types, how to insert unless it is there, what an error means, limits. */
enum Dialect {
    POSTGRESQL(
            "TEXT",
            "BYTEA",
            "",
            " ON CONFLICT DO NOTHING",
            " FOR UPDATE SKIP LOCKED",
            "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"),
    // Of the binary collations only these tell "anna" from "anna ": utf8mb4_bin pads with blanks before it compares.
    MARIADB(
            "LONGTEXT",
            "MEDIUMBLOB",
            " ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
            "",
            " FOR UPDATE SKIP LOCKED",
            "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)"),
    MYSQL(
            "LONGTEXT",
            "MEDIUMBLOB",
            " ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin",
            "",
            " FOR UPDATE SKIP LOCKED",
            "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)"),
    SQLITE(
            "TEXT",
            "BLOB",
            "",
            " ON CONFLICT DO NOTHING",
            "",
            "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"),
    H2(
            "CHARACTER VARYING",
            "BINARY VARYING",
            "",
            "",
            " FOR UPDATE SKIP LOCKED",
            "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)");

    /** Most values of one statement; the least of what these databases take is PostgreSQL's 32,767 with older drivers. */
    static final int MOST_OWNERS = 30_000;

    private static final int MYSQL_DUPLICATE = 1062;
    private static final int SQLITE_CONSTRAINT = 19;

    /** Serialization failure, deadlock; shutting down, crashed, starting up; too many connections; not in the outcome known. */
    private static final Set<String> PASSING_STATES =
            Set.of("40001", "40P01", "40003", "57P01", "57P02", "57P03", "53300");

    /** Deadlock, lock wait timeout, changed since last read. */
    private static final Set<Integer> PASSING_MYSQL = Set.of(1213, 1205, 1020);

    /** Lock timeout, concurrent update. */
    private static final Set<Integer> PASSING_H2 = Set.of(50200, 90131);

    /** Busy, locked. */
    private static final Set<Integer> PASSING_SQLITE = Set.of(5, 6);

    /** Long text. */
    final String text;

    /** Bytes of a chunk. */
    final String bytes;

    /** What follows the columns of CREATE TABLE. */
    final String tableOptions;

    /** Ends an INSERT that writes nothing if a key is taken; empty: it throws, and the transaction goes on. */
    final String unlessTaken;

    /** Ends a SELECT of rows to be written in the same transaction, leaving out those that others are writing; empty: has none. */
    final String lockingSkip;

    /** The database's own clock in milliseconds: for {@code updated_at} and the age of files, never for a decision of the engine. */
    final String now;

    Dialect(String text, String bytes, String tableOptions, String unlessTaken, String lockingSkip, String now) {
        this.text = text;
        this.bytes = bytes;
        this.tableOptions = tableOptions;
        this.unlessTaken = unlessTaken;
        this.lockingSkip = lockingSkip;
        this.now = now;
    }

    /** Which database a connection leads to; null for one that is none of these. */
    @Nullable
    static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String name = about.getDatabaseProductName().toLowerCase(Locale.ROOT);
        String version = about.getDatabaseProductVersion().toLowerCase(Locale.ROOT);
        if (name.contains("mariadb") || version.contains("mariadb")) {
            return MARIADB;
        }
        for (Dialect dialect : values()) {
            if (name.contains(dialect.name().toLowerCase(Locale.ROOT))) {
                return dialect;
            }
        }
        return null;
    }

    /** Why a database, set up as it is, would lose what it acknowledged; null if nothing is known against it. */
    @Nullable
    String objection(Connection connection) throws SQLException {
        if (this != SQLITE) {
            return null;
        }
        String journal = pragma(connection, "journal_mode");
        int synchronous = Integer.parseInt(pragma(connection, "synchronous"));
        return journal.equalsIgnoreCase("wal") && synchronous >= 2
                ? null
                : "SQLite needs PRAGMA journal_mode=WAL (here: " + journal
                        + "), or readers and writers stop each other, and PRAGMA synchronous=FULL (here: " + synchronous
                        + "), or a power cut loses what was acknowledged; set both on every connection";
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Whether a statement failed because a key is taken. */
    boolean isTaken(SQLException e) {
        return switch (this) {
            case MARIADB, MYSQL -> e.getErrorCode() == MYSQL_DUPLICATE;
            case SQLITE -> e.getErrorCode() == SQLITE_CONSTRAINT;
            case POSTGRESQL, H2 -> "23505".equals(e.getSQLState());
        };
    }

    /** Whether a statement failed because a table is not there. */
    boolean isNoTable(SQLException e) {
        String state = e.getSQLState();
        return this == SQLITE ? e.getErrorCode() == 1 : state != null && state.startsWith("42");
    }

    /** Whether the same transaction may succeed when it is run again: what it did is undone, or nobody knows. */
    boolean isPassing(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        int code = e.getErrorCode();
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || state.startsWith("08")
                || PASSING_STATES.contains(state)
                || switch (this) {
                    case MARIADB, MYSQL -> PASSING_MYSQL.contains(code);
                    case H2 -> PASSING_H2.contains(code);
                    case SQLITE -> PASSING_SQLITE.contains(code);
                    case POSTGRESQL -> false;
                };
    }
}

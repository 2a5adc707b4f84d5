package io.github.avatarsync.store;

import io.github.avatarsync.AvatarStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A host's database: lends a connection for as long as one piece of work takes, and decides what a failure means.
 *
 * <p>A connection that comes with autocommit off is in a transaction of the host: the work joins it, is neither committed nor undone
 * nor repeated here, and fails if the host's transaction does. Otherwise the work is a transaction of its own; if that ends in a
 * deadlock, a serialization failure or a lost connection it is run again on another connection, and told so: its first run may have
 * been committed.
 */
final class Database {
    private static final int MOST_TRIES = 5;
    private static final long FIRST_PAUSE_MILLIS = 5;

    private final DataSource source;
    private final Dialect dialect;

    private Database(DataSource source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    /** Asks a database what it is. */
    static Database of(DataSource source) {
        try (Connection connection = source.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            if (dialect == null) {
                throw new AvatarStoreException(
                        "the database calls itself " + connection.getMetaData().getDatabaseProductName()
                                + "; avatars can be kept in PostgreSQL, MariaDB, MySQL, SQLite and H2",
                        null);
            }
            return new Database(source, dialect);
        } catch (SQLException e) {
            throw failure("ask the database what it is", e);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** Fails if what is written through this data source would not last. */
    void check() {
        run("look at the database's settings", attempt -> {
            String objection = dialect.objection(attempt.connection());
            if (attempt.joined()) {
                objection =
                        "the data source gives connections with autocommit off outside of any transaction, so nothing written"
                                + " would last; let its pool switch autocommit on, and open stores outside of a transaction";
            }
            if (objection != null) {
                throw new AvatarStoreException(objection, null);
            }
            return true;
        });
    }

    /** Does work of statements that each stand alone. */
    <T> T run(String operation, Work<T> work) {
        for (int tries = 1; ; tries++) {
            Connection connection = connect(operation);
            boolean joined = true;
            try {
                joined = !connection.getAutoCommit();
                return work.run(new Attempt(connection, joined, tries > 1));
            } catch (SQLException e) {
                if (joined || tries == MOST_TRIES || !dialect.isPassing(e)) {
                    throw failure(operation, e);
                }
            } finally {
                close(connection);
            }
            pause(tries);
        }
    }

    /** Is not tried again: a pool has been patient enough. */
    private Connection connect(String operation) {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            throw failure(operation, e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException lost) {
            // Says nothing about the work, which has ended.
        }
    }

    private static void pause(int tries) {
        long most = FIRST_PAUSE_MILLIS << (2 * tries);
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS, most + 1)));
    }

    /** Does work whose statements are written together or not at all. */
    <T> T transact(String operation, Work<T> work) {
        return run(operation, attempt -> attempt.joined() ? work.run(attempt) : committed(attempt, work));
    }

    /** The same for work without a result. */
    void change(String operation, Change change) {
        transact(operation, attempt -> {
            change.run(attempt);
            return true;
        });
    }

    private static <T> T committed(Attempt attempt, Work<T> work) throws SQLException {
        Connection connection = attempt.connection();
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.run(attempt);
            connection.commit();
            done = true;
            return result;
        } finally {
            giveBack(connection, done);
        }
    }

    /** Leaves the connection as it came; what goes wrong here says nothing new about the work. */
    private static void giveBack(Connection connection, boolean done) {
        try {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException lost) {
            // The pool finds out when it gets it back.
        }
    }

    private static AvatarStoreException failure(String operation, SQLException e) {
        return new AvatarStoreException(
                operation + ": " + e.getMessage()
                        + "; look whether the database is up and its schema complete, then try again",
                e);
    }

    /** Work with a connection, which it does not close. */
    interface Work<T> {
        T run(Attempt attempt) throws SQLException;
    }

    /** Work without a result. */
    interface Change {
        void run(Attempt attempt) throws SQLException;
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * One run of some work.
     *
     * @param connection for this run only
     * @param joined whether it is in a transaction of the host
     * @param repeated whether an earlier run may have been committed
     */
    record Attempt(Connection connection, boolean joined, boolean repeated) {
        /** Runs a statement that writes; returns how many rows it wrote. */
        int write(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = prepare(sql, values)) {
                return statement.executeUpdate();
            }
        }

        /** Runs a statement that reads. */
        <T> List<T> read(String sql, Row<T> reader, Object... values) throws SQLException {
            try (PreparedStatement statement = prepare(sql, values);
                    ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }

        private PreparedStatement prepare(String sql, Object... values) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        }
    }
}

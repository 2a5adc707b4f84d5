package io.github.avatarsync.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.javax.SQLiteConnectionPoolDataSource;

/** A database of a test's own, empty, behind a pool of connections; closing it drops it. */
final class TestDatabase implements AutoCloseable {
    /** With the URL of a MariaDB or MySQL server, where a user may create databases, its tests run, too. */
    static final String MARIADB = "mariadb.url";

    private static final int CONNECTIONS = 40;

    private final JdbcConnectionPool pool;
    private final String url;
    private final Runnable drop;

    private TestDatabase(ConnectionPoolDataSource source, String url, Runnable drop) {
        this.pool = JdbcConnectionPool.create(source);
        this.url = url;
        this.drop = drop;
        pool.setMaxConnections(CONNECTIONS);
    }

    static TestDatabase h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + unique() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        source.setUser("sa");
        return new TestDatabase(source, source.getURL(), () -> execute(source, "SHUTDOWN"));
    }

    /** As the documentation tells hosts to set it up. */
    static TestDatabase sqlite() {
        try {
            Path directory = Files.createTempDirectory("avatars-sqlite");
            String url = "jdbc:sqlite:" + directory.resolve("avatars.db");
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.setBusyTimeout(10_000);
            SQLiteConnectionPoolDataSource source = new SQLiteConnectionPoolDataSource();
            source.setConfig(config);
            source.setUrl(url);
            return new TestDatabase(source, url, () -> deleteAll(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schema of its own on the one server of this JVM. */
    static TestDatabase postgres() {
        String schema = "t" + unique();
        PGConnectionPoolDataSource server = new PGConnectionPoolDataSource();
        server.setUrl(PostgresServer.url());
        execute(server, "CREATE SCHEMA " + schema);
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        String url = PostgresServer.url() + "&currentSchema=" + schema;
        source.setUrl(url);
        return new TestDatabase(source, url, () -> execute(server, "DROP SCHEMA " + schema + " CASCADE"));
    }

    static TestDatabase mariadb() {
        String server = System.getProperty(MARIADB);
        String name = "t" + unique();
        try {
            MariaDbDataSource admin = new MariaDbDataSource(server);
            execute(admin, "CREATE DATABASE " + name);
            String url = server.replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
            return new TestDatabase(new MariaDbDataSource(url), url, () -> execute(admin, "DROP DATABASE " + name));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    DataSource source() {
        return pool;
    }

    /** For another process. */
    String url() {
        return url;
    }

    void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    String text(String query) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                throw new AssertionError("no row: " + query);
            }
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    int number(String query) {
        return Integer.parseInt(text(query));
    }

    private static void execute(ConnectionPoolDataSource source, String sql) {
        try {
            var pooled = source.getPooledConnection();
            try (Connection connection = pooled.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } finally {
                pooled.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String unique() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    private static void deleteAll(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        pool.dispose();
        drop.run();
    }
}

package io.github.avatarsync.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;

/** A database of a test's own, empty, behind a pool of connections; closing it drops it. */
final class TestDatabase implements AutoCloseable {
    /** With the URL of a MariaDB or MySQL server, where a user may create databases, its tests run, too. */
    static final String MARIADB = "mariadb.url";

    private final PooledDataSource pool;
    private final String url;
    private final Runnable drop;

    private TestDatabase(PooledDataSource.Connector connector, String url, Runnable drop) {
        this.pool = new PooledDataSource(connector);
        this.url = url;
        this.drop = drop;
    }

    static TestDatabase h2() {
        String url = "jdbc:h2:mem:" + unique() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        return new TestDatabase(() -> DriverManager.getConnection(url), url, () -> execute(url, "SHUTDOWN"));
    }

    /** As the documentation tells hosts to set it up. */
    static TestDatabase sqlite() {
        try {
            Path directory = Files.createTempDirectory("avatars-sqlite");
            String url = "jdbc:sqlite:" + directory.resolve("avatars.db");
            return new TestDatabase(sqlite(url), url, () -> deleteAll(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PooledDataSource.Connector sqlite(String url) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        return () -> config.createConnection(url);
    }

    /** A schema of its own on the one server of this JVM. */
    static TestDatabase postgres() {
        return postgres(PostgresServer.url());
    }

    static TestDatabase postgres(String server) {
        String schema = "t" + unique();
        execute(server, "CREATE SCHEMA " + schema);
        String url = server + "&currentSchema=" + schema;
        return new TestDatabase(
                () -> DriverManager.getConnection(url),
                url,
                () -> execute(server, "DROP SCHEMA " + schema + " CASCADE"));
    }

    static TestDatabase mariadb() {
        String server = System.getProperty(MARIADB);
        String name = "t" + unique();
        execute(server, "CREATE DATABASE " + name);
        String url = server.replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
        return new TestDatabase(
                () -> DriverManager.getConnection(url), url, () -> execute(server, "DROP DATABASE " + name));
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

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
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
        pool.close();
        drop.run();
    }
}

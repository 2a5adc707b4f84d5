package io.github.avatarsync.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one PostgreSQL server of this JVM's tests: a process of its own, on loopback, as durable as it comes. */
final class PostgresServer {
    private PostgresServer() {}

    /** Starts the server at the first call; it ends with the JVM. */
    static String url() {
        return Running.SERVER.getJdbcUrl("postgres", "postgres");
    }

    static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Running {
        static final EmbeddedPostgres SERVER = start();
    }
}

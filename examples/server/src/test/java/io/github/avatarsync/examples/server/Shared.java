package io.github.avatarsync.examples.server;

import io.github.avatarsync.localaws.LocalAws;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The one server of this JVM's tests that brings PostgreSQL and AWS along; it ends with the JVM. */
final class Shared {
    private static final AtomicInteger databases = new AtomicInteger();

    private Shared() {}

    static Instance server() {
        return Running.SERVER;
    }

    static LocalAws aws() {
        return server().bean(LocalAws.class);
    }

    /** The settings of instances that share a new, empty database on the same PostgreSQL, and the same AWS. */
    static String[] settings(String... further) throws SQLException {
        EmbeddedPostgres postgres = server().bean(EmbeddedPostgres.class);
        String name = "shared" + databases.incrementAndGet();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        List<String> settings = new ArrayList<>(List.of(further));
        settings.add("--spring.datasource.url=" + postgres.getJdbcUrl("postgres", name));
        aws().serviceEnvironment().forEach((variable, value) -> settings.add("--" + variable + "=" + value));
        return settings.toArray(String[]::new);
    }

    private static final class Running {
        static final Instance SERVER = Instance.start("--local.settings-file=target/test.properties");
    }
}

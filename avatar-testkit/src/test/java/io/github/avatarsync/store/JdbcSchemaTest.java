package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Blocked;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.testkit.SampleRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteDataSource;

class JdbcSchemaTest {
    private final SampleRecords samples = new SampleRecords();

    static Stream<Supplier<TestDatabase>> databases() {
        Stream<Supplier<TestDatabase>> always =
                Stream.of(TestDatabase::postgres, TestDatabase::sqlite, TestDatabase::h2);
        return System.getProperty(TestDatabase.MARIADB) == null
                ? always
                : Stream.concat(always, Stream.of(TestDatabase::mariadb));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void nothingIsMadeUnlessAsked(Supplier<TestDatabase> open) {
        try (TestDatabase database = open.get()) {
            JdbcSchema schema = JdbcSchema.avatars(database.source(), "people_avatars");
            assertEquals(schema.statements(), schema.missing());
            assertThrows(AvatarStoreException.class, schema::validate);
            assertThrows(AvatarStoreException.class, () -> JdbcAvatarStore.open(database.source(), "people_avatars"));
            assertEquals(schema.statements(), schema.missing(), "after a look");

            schema.create();
            schema.create();

            assertEquals(List.of(), schema.missing());
            schema.validate();
            JdbcSchema.media(database.source()).create();
            JdbcSchema.media(database.source()).validate();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aStoreWorksOnTheSchemaOfAnOlderVersion(Supplier<TestDatabase> open) {
        try (TestDatabase database = open.get()) {
            JdbcSchema schema = JdbcSchema.avatars(database.source());
            schema.create();
            AvatarRecord old = JdbcAvatarStore.open(database.source())
                    .insert(samples.pending("ann").save());
            database.execute("ALTER TABLE avatars DROP COLUMN blocked_reason");
            database.execute("ALTER TABLE avatars DROP COLUMN updated_at");

            JdbcAvatarStore store = JdbcAvatarStore.open(database.source());
            AvatarRecord blocked = old.edit()
                    .blocked(new Blocked(BlockedReason.REFUSED, "400", SampleRecords.NOON))
                    .save();
            assertTrue(store.update(blocked, 1));
            store.insert(samples.pending("ann").save());
            assertEquals(
                    List.of(
                            "ALTER TABLE avatars ADD COLUMN updated_at BIGINT",
                            "ALTER TABLE avatars ADD COLUMN blocked_reason VARCHAR(64)"),
                    schema.missing());
            AvatarStoreException incomplete = assertThrows(AvatarStoreException.class, schema::validate);
            assertTrue(incomplete.getMessage().contains("ADD COLUMN blocked_reason VARCHAR(64);"));

            schema.create();

            schema.validate();
            JdbcAvatarStore migrated = JdbcAvatarStore.open(database.source());
            assertEquals(Optional.of(blocked), migrated.find(old.id()));
            assertTrue(migrated.update(blocked.edit().failures(1).save(), 2));
            assertEquals("REFUSED", database.text("SELECT blocked_reason FROM avatars WHERE id = '" + old.id() + "'"));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aStoreWorksOnTheSchemaOfANewerVersion(Supplier<TestDatabase> open) {
        try (TestDatabase database = open.get()) {
            JdbcSchema.avatars(database.source()).create();
            database.execute("ALTER TABLE avatars ADD COLUMN mood VARCHAR(64)");
            JdbcAvatarStore store = JdbcAvatarStore.open(database.source());
            AvatarRecord record = store.insert(samples.pending("ann").save());
            database.execute("UPDATE avatars SET mood = 'blue'");

            assertTrue(store.update(record.edit().failures(1).save(), 1));

            assertEquals("blue", database.text("SELECT mood FROM avatars"));
            JdbcSchema.avatars(database.source()).validate();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theHostFindsCopiesByName(Supplier<TestDatabase> open) {
        try (TestDatabase database = open.get()) {
            JdbcSchema.avatars(database.source()).create();
            JdbcAvatarStore store = JdbcAvatarStore.open(database.source());
            Instant before = Instant.now().minusSeconds(60);
            AvatarRecord record = samples.synced("Ann ")
                    .name("é\u0000" + "x".repeat(400))
                    .blocked(new Blocked(BlockedReason.ACCESS_DENIED, "403", SampleRecords.NOON))
                    .save();
            store.insert(record);

            String where =
                    " FROM avatars WHERE owner = 'Ann ' AND cloud_synced = TRUE AND blocked_reason = 'ACCESS_DENIED'"
                            + " AND kind = 'IMAGE' AND state = 'BLOCKED'";
            String key = "avatars/Ann /images/" + record.id();
            assertEquals(key + "_original.png", database.text("SELECT cloud_image_key" + where));
            assertEquals(key + "_thumb.png", database.text("SELECT cloud_thumb_key" + where));
            assertEquals(null, database.text("SELECT cloud_video_key" + where));
            assertEquals(record.variants().get(0).sha256(), database.text("SELECT sha256" + where));
            assertEquals("é " + "x".repeat(253), database.text("SELECT name" + where));
            assertEquals(
                    record.createdAt().toEpochMilli(),
                    Long.parseLong(String.valueOf(database.text("SELECT created_at" + where))));
            long updatedAt = Long.parseLong(String.valueOf(database.text("SELECT updated_at" + where)));
            assertTrue(
                    updatedAt > before.toEpochMilli() && updatedAt < before.toEpochMilli() + 3_600_000, "by the clock");
        }
    }

    @Test
    void instancesThatStartTogetherMakeOneSchema() throws Exception {
        try (TestDatabase database = TestDatabase.postgres()) {
            List<CompletableFuture<Void>> starting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starting.add(CompletableFuture.runAsync(
                        () -> JdbcSchema.media(database.source()).create()));
            }
            for (CompletableFuture<Void> each : starting) {
                each.get(60, TimeUnit.SECONDS);
            }
            JdbcSchema.media(database.source()).validate();
        }
    }

    @Test
    void anIndexCountsByItsColumnsNotByItsName() {
        try (TestDatabase database = TestDatabase.postgres()) {
            JdbcSchema schema = JdbcSchema.avatars(database.source());
            schema.create();
            database.execute("DROP INDEX avatars_due");
            assertEquals(List.of("CREATE INDEX avatars_due ON avatars (due_at, owner)"), schema.missing());
            database.execute("CREATE INDEX by_our_dba ON avatars (due_at, owner)");
            schema.validate();
        }
    }

    @Test
    void namesOfTablesAreNames() {
        try (TestDatabase database = TestDatabase.postgres()) {
            for (String name :
                    List.of("", "a b", "x; DROP TABLE users", "1st", "a.b.c", "\"quoted\"", "x".repeat(60))) {
                assertThrows(IllegalArgumentException.class, () -> JdbcSchema.avatars(database.source(), name), name);
            }
            database.execute("CREATE SCHEMA IF NOT EXISTS jdbc_schema_test");
            JdbcSchema schema = JdbcSchema.avatars(database.source(), "jdbc_schema_test.avatars");
            schema.create();
            schema.validate();
            JdbcAvatarStore.open(database.source(), "jdbc_schema_test.avatars");
            database.execute("DROP SCHEMA jdbc_schema_test CASCADE");
        }
    }

    @Test
    void anSqliteThatWouldLoseRowsIsRefused() {
        try (TestDatabase database = TestDatabase.sqlite()) {
            JdbcSchema.avatars(database.source()).create();
            SQLiteDataSource hasty = new SQLiteDataSource();
            hasty.setUrl(database.url());
            hasty.setSynchronous("NORMAL");
            AvatarStoreException refused = assertThrows(AvatarStoreException.class, () -> JdbcAvatarStore.open(hasty));
            assertTrue(refused.getMessage().contains("synchronous=FULL"), refused.getMessage());
        }
    }

    @Test
    void theDocumentationShowsTheStatements() throws Exception {
        Path page = Path.of("../docs/stores.md");
        try (TestDatabase database = TestDatabase.postgres()) {
            List<String> statements =
                    new ArrayList<>(JdbcSchema.avatars(database.source()).statements());
            statements.addAll(JdbcSchema.media(database.source()).statements());
            String text = Files.readString(page);
            for (String statement : statements) {
                assertTrue(text.contains(statement + ";"), page + " lacks:\n" + statement + ";");
            }
        }
    }
}

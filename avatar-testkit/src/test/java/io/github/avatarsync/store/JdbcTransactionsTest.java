package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Claim;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.testkit.FakeCredentialsSource;
import io.github.avatarsync.testkit.InMemoryCloudStorage;
import io.github.avatarsync.testkit.SampleImages;
import io.github.avatarsync.testkit.SampleRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joining the host's transactions, and what becomes of the store's own when the database lets them down. On PostgreSQL. */
class JdbcTransactionsTest {
    private static final OwnerId ANN = OwnerId.of("ann");
    private static final Claim CLAIM =
            new Claim(SampleRecords.NOON.plus(Duration.ofHours(1)), Duration.ofSeconds(90), 2, Claim.Owners.all());

    private final SampleRecords samples = new SampleRecords();
    private TestDatabase database;
    private TransactionalDataSource transactions;
    private FailingDataSource failing;
    private JdbcAvatarStore store;

    @TempDir
    Path directory;

    @BeforeEach
    void open() {
        database = TestDatabase.postgres();
        JdbcSchema.avatars(database.source()).create();
        JdbcSchema.media(database.source()).create();
        database.execute("CREATE TABLE users (name VARCHAR(40) PRIMARY KEY, picture VARCHAR(40))");
        failing = new FailingDataSource(database.source());
        transactions = new TransactionalDataSource(failing);
        store = JdbcAvatarStore.open(transactions);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    // --- the host's transaction ---------------------------------------------------------------------------------

    @Test
    void anUploadIsCommittedWithTheHostsRow() throws Exception {
        try (AvatarSync sync = sync(DirectoryMediaStore.open(directory))) {
            List<AvatarId> uploaded = new ArrayList<>();
            transactions.inTransaction(() -> {
                uploaded.add(uploadAndRemember(sync).id());
                assertEquals(0, seenByOthers("avatars"), "not committed yet");
            });

            assertEquals(1, seenByOthers("avatars"));
            assertEquals(1, seenByOthers("users"));
            assertTrue(sync.of(ANN).find(uploaded.get(0)).isPresent());
        }
    }

    @Test
    void aRollbackLeavesOnlyFilesForTheSweep() {
        MediaStore media = DirectoryMediaStore.open(directory);
        try (AvatarSync sync = sync(media)) {
            List<AvatarId> uploaded = new ArrayList<>();
            assertThrows(
                    HostFailure.class,
                    () -> transactions.inTransaction(() -> {
                        uploaded.add(uploadAndRemember(sync).id());
                        throw new HostFailure();
                    }));

            assertEquals(0, seenByOthers("avatars"));
            assertEquals(0, seenByOthers("users"));
            assertTrue(media.open(uploaded.get(0), Variant.ORIGINAL).isPresent());
            assertEquals(1, media.sweep(Instant.now().plusSeconds(60), store::knows));
        }
    }

    @Test
    void filesInTheDatabaseAreRolledBackToo() {
        try (AvatarSync sync = sync(JdbcMediaStore.open(transactions))) {
            assertThrows(
                    HostFailure.class,
                    () -> transactions.inTransaction(() -> {
                        uploadAndRemember(sync);
                        throw new HostFailure();
                    }));

            assertEquals(0, seenByOthers("avatar_media"));
            assertEquals(0, seenByOthers("avatar_media_chunks"));
        }
    }

    @Test
    void aDeleteIsUndoneWithTheHostsTransaction() throws Exception {
        try (AvatarSync sync = sync(JdbcMediaStore.open(transactions))) {
            Avatar avatar = uploadAndRemember(sync);
            assertThrows(
                    HostFailure.class,
                    () -> transactions.inTransaction(() -> {
                        sync.of(ANN).delete(avatar.id());
                        assertTrue(sync.of(ANN).find(avatar.id()).isEmpty(), "deleted, as the transaction sees it");
                        throw new HostFailure();
                    }));

            sync.of(ANN).open(avatar.id(), Variant.ORIGINAL).close();
            transactions.inTransaction(() -> sync.of(ANN).delete(avatar.id()));
            assertEquals(0, seenByOthers("avatars"));
        }
    }

    @Test
    void aDuplicateDoesNotBreakTheHostsTransaction() throws Exception {
        try (AvatarSync sync = sync(JdbcMediaStore.open(transactions))) {
            Avatar first = upload(sync);
            transactions.inTransaction(
                    () -> assertEquals(first.id(), uploadAndRemember(sync).id()));

            assertEquals(1, seenByOthers("users"));
            assertEquals(2, store.find(first.id()).orElseThrow().accepted());
        }
    }

    @Test
    void aCommittedUploadIsSyncedAtOnceIfTheHostTells() throws Exception {
        InMemoryCloudStorage cloud = new InMemoryCloudStorage(Clock.systemUTC());
        FakeCredentialsSource credentials = new FakeCredentialsSource(cloud, Clock.systemUTC());
        credentials.signIn(ANN);
        Looks looks = new Looks(transactions);
        try (AvatarSync sync = AvatarSync.builder()
                .store(JdbcAvatarStore.open(looks))
                .media(JdbcMediaStore.open(transactions))
                .cloud(cloud, credentials)
                .open()) {
            List<AvatarId> uploaded = new ArrayList<>();
            transactions.inTransaction(() -> {
                looks.finished.drainPermits();
                uploaded.add(upload(sync).id());
                looks.awaitTwo();
            });
            sync.wake();

            sync.of(ANN).whenSynced(uploaded.get(0)).get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void nothingIsRepeatedInATransactionOfTheHost() {
        AvatarRecord record = store.insert(samples.pending("ann").save());
        assertThrows(
                AvatarStoreException.class,
                () -> transactions.inTransaction(() -> {
                    failing.failNext("UPDATE", "40P01");
                    store.update(record.edit().failures(1).save(), 1);
                }));
        assertEquals(Optional.of(record), store.find(record.id()));
    }

    @Test
    void aClaimJoinsNoTransaction() throws Exception {
        store.insert(samples.pending("ann").save());
        transactions.inTransaction(() -> assertThrows(AvatarStoreException.class, () -> store.claim(CLAIM)));
        assertEquals(1, store.claim(CLAIM).size());
    }

    @Test
    void aPoolThatNeverCommitsIsRefused() {
        AvatarStoreException refused = assertThrows(
                AvatarStoreException.class, () -> transactions.inTransaction(() -> JdbcAvatarStore.open(transactions)));
        assertTrue(refused.getMessage().contains("autocommit"), refused.getMessage());
    }

    // --- the store's own transactions ---------------------------------------------------------------------------

    @Test
    void aDeadlockIsTriedAgain() {
        failing.failNext("INSERT", "40P01");
        AvatarRecord record = store.insert(samples.pending("ann").save());
        failing.failNext("UPDATE", "40001");
        assertTrue(store.update(record.edit().failures(1).save(), 1));
        failing.failNext("UPDATE", "40001");
        assertEquals(1, store.claim(CLAIM).size());
        failing.failNext("DELETE", "40P01");
        assertTrue(store.remove(record.id(), 3));
        assertTrue(failing.hasFailed());
    }

    @Test
    void whatCannotPassIsNotTriedAgain() {
        failing.failNext("INSERT", "42501");
        AvatarRecord record = samples.pending("ann").save();
        assertThrows(AvatarStoreException.class, () -> store.insert(record));
        assertEquals(Optional.empty(), store.find(record.id()));
    }

    @Test
    void aWriteWhoseAnswerWasLostIsReadAgain() {
        failing.loseAnswerOf("INSERT", () -> {});
        AvatarRecord record = samples.pending("ann").save();
        assertEquals(record, store.insert(record));
        failing.loseAnswerOf("INSERT", () -> {});
        AvatarRecord replacing =
                samples.pending("ann").dedupeKey(null).dueAt(null).save();
        assertEquals(replacing, store.insert(replacing));

        AvatarRecord next = record.edit().failures(1).save();
        failing.loseAnswerOf("UPDATE", () -> {});
        assertTrue(store.update(next, 1));
        assertEquals(Optional.of(next), store.find(record.id()));

        failing.loseAnswerOf("COMMIT", () -> {});
        assertEquals(
                List.of(next.claimed(CLAIM)), store.claim(CLAIM), "what was claimed is not lost until its lease ends");
        assertEquals(Optional.of(next.claimed(CLAIM)), store.find(record.id()));

        failing.loseAnswerOf("DELETE", () -> {});
        assertTrue(store.remove(record.id(), 3));
        assertTrue(failing.hasFailed());
    }

    @Test
    void aWriteWhoseAnswerWasLostIsNeverAcknowledgedBlindly() {
        AvatarRecord record = store.insert(samples.pending("ann").save());
        AvatarRecord mine = record.edit().name("mine").save();
        AvatarRecord later = mine.edit().name("later").save();
        JdbcAvatarStore other = JdbcAvatarStore.open(database.source());

        failing.loseAnswerOf("UPDATE", () -> assertTrue(other.update(later, 2)));
        assertThrows(AvatarStoreException.class, () -> store.update(mine, 1), "nobody can tell whether it was written");

        AvatarRecord theirs = later.edit().name("theirs").save();
        failing.failNext("UPDATE", "08006");
        Supplier<Boolean> update = () -> store.update(later.edit().name("ours").save(), 3);
        assertTrue(other.update(theirs, 3));
        assertFalse(update.get(), "somebody else wrote that revision");
    }

    @Test
    void aFileWhoseAnswerWasLostIsThereOnce() throws Exception {
        try (AvatarSync sync = sync(JdbcMediaStore.open(transactions))) {
            failing.loseAnswerOf("COMMIT", () -> {});
            Avatar avatar = upload(sync);
            assertTrue(failing.hasFailed());
            sync.of(ANN).open(avatar.id(), Variant.ORIGINAL).close();
            assertEquals(2, seenByOthers("avatar_media"));
            assertEquals(2, seenByOthers("avatar_media_chunks"));
        }
    }

    @Test
    void aRowThatContradictsItselfStopsNobody() {
        AvatarRecord odd = store.insert(samples.pending("ann").save());
        AvatarRecord good = store.insert(samples.pending("ann").save());
        database.execute("UPDATE avatars SET revision = 7 WHERE id = '" + odd.id() + "'");

        assertEquals(List.of(good.claimed(CLAIM)), store.claim(CLAIM));
        assertEquals(List.of(), store.claim(CLAIM));
        assertTrue(store.nextDue(Claim.Owners.all()).orElseThrow().isAfter(CLAIM.now()));
    }

    // --- what the tests share -----------------------------------------------------------------------------------

    private AvatarSync sync(MediaStore media) {
        return AvatarSync.builder().store(store).media(media).background(false).open();
    }

    private static Avatar upload(AvatarSync sync) {
        return sync.of(ANN).upload(AvatarSource.bytes(SampleImages.png(20, 20)));
    }

    private Avatar uploadAndRemember(AvatarSync sync) {
        Avatar avatar = upload(sync);
        try (Connection connection = transactions.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users VALUES ('ann', '" + avatar.id() + "')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return avatar;
    }

    private int seenByOthers(String table) {
        return database.number("SELECT COUNT(*) FROM " + table);
    }

    /** Tells when the library's timer has looked at the store: for what is due, and for when to look again. */
    private static final class Looks extends WrappedDataSource {
        private final DataSource source;
        final Semaphore finished = new Semaphore(0);

        Looks(DataSource source) {
            this.source = source;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = source.getConnection();
            boolean timer = Thread.currentThread().getName().equals("avatar-sync-timer");
            return proxy(Connection.class, (proxy, method, arguments) -> {
                Object result = call(connection, method, arguments);
                if (timer && method.getName().equals("close")) {
                    finished.release();
                }
                return result;
            });
        }

        void awaitTwo() {
            try {
                assertTrue(finished.tryAcquire(2, 20, TimeUnit.SECONDS), "the timer did not look");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class HostFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

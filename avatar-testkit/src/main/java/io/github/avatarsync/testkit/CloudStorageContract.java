package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.ListedObject;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import jakarta.annotation.Nonnull;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The rules C1 to C16 of {@link CloudStorage} as tests. A test class of an implementation implements this interface; a capability
 * that it leaves out is skipped visibly.
 *
 * <p>Objects are put under {@link #key}, fresh ones in every test if {@link #cloud()} is not empty. What it cannot see: what the
 * far side really stores, beyond what it gives back.
 */
public interface CloudStorageContract {
    /**
     * Opens a cloud. Called once, first, by each test.
     *
     * @return a cloud to test
     */
    @Nonnull
    CloudStorage cloud();

    /**
     * A fresh session that the cloud of the last {@link #cloud()} believes.
     *
     * @param owner whose; the same owner has the same identity within a test
     * @return the session
     */
    @Nonnull
    Session session(@Nonnull OwnerId owner);

    /**
     * A key in the session's own folder.
     *
     * @param session whose
     * @param name a file name
     * @return the key of the standard layout by default, in a folder {@code images}
     */
    @Nonnull
    default String key(@Nonnull Session session, @Nonnull String name) {
        return KeyLayout.DEFAULT_PREFIX + session.identity() + "/images/" + name;
    }

    /**
     * A session whose credentials were good and have ended.
     *
     * @param owner whose
     * @return the session
     */
    @Nonnull
    default Session endedSession(@Nonnull OwnerId owner) {
        return abort("not tested: endedSession(OwnerId) is not implemented by "
                + getClass().getName());
    }

    /**
     * A cloud of this kind with nothing behind it, such as a closed port.
     *
     * @return another cloud to test, for the sessions of the first
     */
    @Nonnull
    default CloudStorage unreachable() {
        return abort(
                "not tested: unreachable() is not implemented by " + getClass().getName());
    }

    /**
     * A cloud of this kind that takes requests and never answers.
     *
     * @param reached to be run once a request has come
     * @return another cloud to test, for the sessions of the first
     */
    @Nonnull
    default CloudStorage stalling(@Nonnull Runnable reached) {
        return abort("not tested: stalling(Runnable) is not implemented by "
                + getClass().getName());
    }

    /**
     * The time by the cloud's own clock.
     *
     * @return the system's time by default
     */
    @Nonnull
    default Instant cloudNow() {
        return Instant.now();
    }

    /**
     * The keys of what unfinished puts have left in the cloud beside objects, such as multipart uploads.
     *
     * @return one for each, in any order
     */
    @Nonnull
    default List<String> unfinished() {
        return abort(
                "not tested: unfinished() is not implemented by " + getClass().getName());
    }

    /**
     * The size of an object for whose put this cloud needs several requests, if there is one.
     *
     * @return 17 MiB by default
     */
    default int large() {
        return 17 * 1024 * 1024;
    }

    /**
     * Puts an object there in place of any other, as whoever runs the application does, past every check.
     *
     * @param key its name, in {@link #sharedFolder()} or beside it
     * @param bytes its content
     */
    default void publish(@Nonnull String key, @Nonnull byte[] bytes) {
        abort("not tested: publish(String, byte[]) is not implemented by "
                + getClass().getName());
    }

    /**
     * A folder that every session may list, and in which there is nothing yet.
     *
     * @return with a slash at its end; the folder of system avatars of the standard layout by default
     */
    @Nonnull
    default String sharedFolder() {
        return KeyLayout.standard().systemFolder();
    }

    // --- C1 to C5: put ------------------------------------------------------------------------------------------

    /**
     * C1, C8.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C1 C8 what was put is there, byte for byte")
    default void whatWasPutIsThere() throws Exception {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        for (int size : new int[] {1, 1_000, 8_192, 300_000, 9 * 1024 * 1024 + 1}) {
            byte[] bytes = SampleContent.bytes(size, size);
            CloudObject object = object(key(anna, size + ".bin"), bytes);
            assertEquals(Optional.empty(), cloud.head(anna, object.key()));

            cloud.put(anna, object, Content.of(bytes), sent -> {});

            assertThere(object, bytes, cloud, anna);
        }
    }

    /**
     * C1.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C1 metadata of any text hinders nothing")
    default void metadataOfAnyTextHindersNothing() throws Exception {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        int number = 0;
        for (String text : NastyText.texts()) {
            byte[] bytes = SampleContent.bytes(100, number++);
            String key = key(anna, number + ".png");
            CloudObject object = new CloudObject(
                    key, "image/png", bytes.length, Sha256.of(bytes), Map.of("name", text, "avatar-id", "1"));

            cloud.put(anna, object, Content.of(bytes), sent -> {});

            assertThere(object, bytes, cloud, anna);
        }
    }

    /** C1. */
    @Test
    @DisplayName("C1 content that breaks off leaves nothing")
    default void contentThatBreaksOffLeavesNothing() {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        byte[] bytes = SampleContent.bytes(300_000, 1);
        CloudObject object = object(key(anna, "broken.png"), bytes);

        assertThrows(
                CloudStorageException.class, () -> cloud.put(anna, object, SampleContent.failing(bytes), sent -> {}));

        assertEquals(Optional.empty(), cloud.head(anna, object.key()));
    }

    /**
     * C2.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C2 of racing puts with different bytes one stays whole, and only its callers are told it is there")
    default void ofRacingPutsOneStaysWhole() throws Exception {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        for (int round = 0; round < 5; round++) {
            String key = key(anna, "race" + round + ".png");
            List<byte[]> contents = List.of(SampleContent.bytes(20_000, 1), SampleContent.bytes(20_000, 2));

            List<Optional<Kind>> answers =
                    Race.run(4, i -> () -> kindOf(() -> put(cloud, anna, key, contents.get(i % 2))));

            byte[] there = get(cloud, anna, key);
            assertTrue(contents.stream().anyMatch(bytes -> Arrays.equals(bytes, there)), "the object is torn");
            assertTrue(answers.contains(Optional.<Kind>empty()), "nobody won: " + answers);
            for (int i = 0; i < 4; i++) {
                boolean won = answers.get(i).isEmpty();
                assertTrue(
                        !won || Arrays.equals(contents.get(i % 2), there),
                        "racer " + i + " was told its bytes are there");
            }
        }
    }

    /**
     * C3.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C3 putting the very same bytes again returns as if they had been put")
    default void puttingTheSameBytesAgainReturns() throws Exception {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        byte[] bytes = SampleContent.bytes(20_000, 1);
        String key = key(anna, "same.png");

        put(cloud, anna, key, bytes);
        put(cloud, anna, key, bytes);
        put(cloud, session(ANNA), key, bytes);

        assertThere(object(key, bytes), bytes, cloud, anna);
    }

    /**
     * C2, C4.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C2 C4 other bytes under the key are a FOREIGN_OBJECT, and stay")
    default void otherBytesUnderTheKeyStay() throws Exception {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        byte[] first = SampleContent.bytes(20_000, 1);
        String key = key(anna, "foreign.png");
        put(cloud, anna, key, first);

        for (byte[] other : List.of(SampleContent.bytes(20_000, 2), SampleContent.bytes(100, 3))) {
            CloudStorageException error = failure(() -> put(cloud, anna, key, other));
            assertEquals(Kind.PERMANENT, error.kind());
            assertEquals(BlockedReason.FOREIGN_OBJECT, error.reason());
        }

        assertThere(object(key, first), first, cloud, anna);
    }

    /** C5. */
    @Test
    @DisplayName("C5 content that is not what was announced is CORRUPT and never published")
    default void contentThatIsNotWhatWasAnnouncedIsNeverPublished() {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        byte[] announced = SampleContent.bytes(20_000, 1);
        byte[] longer = Arrays.copyOf(announced, announced.length + 1);
        byte[] shorter = Arrays.copyOf(announced, announced.length - 1);
        for (byte[] content : List.of(Effect.Corrupt.flipped(announced), longer, shorter, new byte[0])) {
            CloudObject object = object(key(anna, "corrupt" + content.length + ".png"), announced);

            assertEquals(
                    Kind.CORRUPT,
                    failure(() -> cloud.put(anna, object, Content.of(content), sent -> {}))
                            .kind());

            assertEquals(Optional.empty(), cloud.head(anna, object.key()));
        }
    }

    // --- C6, C7: progress, interruption -------------------------------------------------------------------------

    /** C6. */
    @Test
    @DisplayName("C6 progress comes on the calling thread, never falls, never exceeds the size")
    default void progressNeverFallsNorExceedsTheSize() {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        byte[] bytes = SampleContent.bytes(300_000, 1);

        assertFalse(progress(cloud, anna, bytes).isEmpty(), "no progress was told");
    }

    /** C3, C6. */
    @Test
    @DisplayName("C3 C6 progress of a put that finds its bytes there never falls, never exceeds the size")
    default void progressOfAPutThatFindsItsBytesThereNeverFalls() {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        byte[] bytes = SampleContent.bytes(300_000, 1);
        put(cloud, anna, key(anna, "progress.png"), bytes);

        progress(cloud, anna, bytes);
    }

    private List<Long> progress(CloudStorage cloud, Session session, byte[] bytes) {
        List<Long> seen = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        cloud.put(session, object(key(session, "progress.png"), bytes), Content.of(bytes), count -> {
            seen.add(count);
            threads.add(Thread.currentThread());
        });

        List<Long> sorted = new ArrayList<>(seen);
        Collections.sort(sorted);
        assertEquals(sorted, seen, "progress falls");
        assertTrue(seen.stream().allMatch(count -> count >= 0 && count <= bytes.length), "out of range: " + seen);
        assertTrue(threads.stream().allMatch(Thread.currentThread()::equals), "on other threads: " + threads);
        return seen;
    }

    /**
     * C6.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C6 what progress throws gives the put up and comes out")
    default void whatProgressThrowsComesOut() throws Exception {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        byte[] bytes = SampleContent.bytes(300_000, 1);
        CloudObject object = object(key(anna, "given-up.png"), bytes);
        IllegalStateException enough = new IllegalStateException("enough");

        assertSame(
                enough,
                assertThrows(
                        IllegalStateException.class,
                        () -> cloud.put(anna, object, Content.of(bytes), sent -> {
                            throw enough;
                        })));

        put(cloud, anna, object.key(), bytes);
        assertThere(object, bytes, cloud, anna);
    }

    /**
     * C7.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C7 put and get on an interrupted thread are INTERRUPTED, with the flag still set")
    default void anInterruptedThreadGetsNoAnswer() throws Exception {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        byte[] bytes = SampleContent.bytes(300_000, 1);
        String key = key(anna, "interrupted.png");
        put(cloud, anna, key, bytes);

        assertInterrupted(() -> put(cloud, anna, key(anna, "other.png"), bytes));
        assertInterrupted(() -> get(cloud, anna, key));

        assertThere(object(key, bytes), bytes, cloud, anna);
    }

    private static void assertInterrupted(Executable request) {
        Thread.currentThread().interrupt();
        try {
            assertEquals(Kind.INTERRUPTED, failure(request).kind());
            assertTrue(Thread.currentThread().isInterrupted(), "the interrupt flag was lost");
        } finally {
            Thread.interrupted();
        }
    }

    /**
     * C7.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C7 a put that gets no answer gives up within 5 seconds after an interrupt")
    default void aPutWithoutAnAnswerGivesUp() throws Exception {
        cloud();
        Session anna = session(ANNA);
        byte[] bytes = SampleContent.bytes(300_000, 1);
        assertGivesUp(cloud -> put(cloud, anna, key(anna, "stalled.png"), bytes));
    }

    /**
     * C7.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C7 a get that gets no answer gives up within 5 seconds after an interrupt")
    default void aGetWithoutAnAnswerGivesUp() throws Exception {
        cloud();
        Session anna = session(ANNA);
        assertGivesUp(cloud -> get(cloud, anna, key(anna, "stalled.png")));
    }

    /** A request to make. */
    @FunctionalInterface
    interface Request {
        /**
         * Makes it.
         *
         * @param cloud of whom
         * @throws Exception what comes of it
         */
        void of(CloudStorage cloud) throws Exception;
    }

    private void assertGivesUp(Request request) throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CloudStorage stalling = stalling(() -> reached.complete(null));
        CompletableFuture<Boolean> flagged = new CompletableFuture<>();
        AtomicReference<Kind> kind = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                kind.set(failure(() -> request.of(stalling)).kind());
                flagged.complete(Thread.currentThread().isInterrupted());
            } catch (Throwable e) {
                flagged.completeExceptionally(e);
            }
        });
        caller.setDaemon(true);
        caller.start();
        awaitEither(reached, flagged);
        caller.interrupt();

        assertTrue(flagged.get(5, TimeUnit.SECONDS), "the interrupt flag was lost");
        assertEquals(Kind.INTERRUPTED, kind.get());
    }

    private static void awaitEither(CompletableFuture<?> reached, CompletableFuture<?> ended) throws Exception {
        try {
            CompletableFuture.anyOf(reached, ended).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the request failed before it stalled", e.getCause());
        }
    }

    // --- C8, C9: read, delete -----------------------------------------------------------------------------------

    /** C8. */
    @Test
    @DisplayName("C8 what is not there is MISSING for get and empty for head")
    default void whatIsNotThereIsMissing() {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);

        assertEquals(
                Kind.MISSING,
                failure(() -> get(cloud, anna, key(anna, "nothing.png"))).kind());
        assertEquals(Optional.empty(), cloud.head(anna, key(anna, "nothing.png")));
    }

    /**
     * C9.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C9 delete removes the object, is no error without one, and tells the cloud's own time")
    default void deleteRemovesAndTellsTheCloudsTime() throws Exception {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        byte[] bytes = SampleContent.bytes(20_000, 1);
        String key = key(anna, "deleted.png");
        String neighbour = key(anna, "deleted.png2");
        put(cloud, anna, key, bytes);
        put(cloud, anna, neighbour, bytes);

        for (String what : List.of("there", "gone")) {
            Instant answered = cloud.delete(anna, key);
            Duration off = Duration.between(cloudNow(), answered).abs();
            assertTrue(off.toSeconds() < 60, what + ": the cloud's time is off by " + off);
            assertEquals(Optional.empty(), cloud.head(anna, key), what);
            assertEquals(Kind.MISSING, failure(() -> get(cloud, anna, key)).kind(), what);
        }

        assertThere(object(neighbour, bytes), bytes, cloud, anna);
        put(cloud, anna, key, bytes);
        assertThere(object(key, bytes), bytes, cloud, anna);
    }

    // --- C10 to C13: who may, what fails, what is told ----------------------------------------------------------

    /**
     * C10.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C10 an identity reaches its own folder only, whatever the session says of itself")
    default void anIdentityReachesItsOwnFolderOnly() throws Exception {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        Session bob = session(BOB);
        byte[] bytes = SampleContent.bytes(20_000, 1);
        String key = key(bob, "private.png");
        put(cloud, bob, key, bytes);
        Session disguised = new Session(
                BOB, bob.identity(), bob.authority(), anna.keyId(), anna.secret(), anna.token(), anna.expiresAt());

        for (Session stranger : List.of(anna, disguised)) {
            List<Executable> requests = List.of(
                    () -> put(cloud, stranger, key(bob, "planted.png"), bytes),
                    () -> put(cloud, stranger, key, SampleContent.bytes(10, 1)),
                    () -> get(cloud, stranger, key),
                    () -> cloud.head(stranger, key),
                    () -> cloud.delete(stranger, key));
            for (Executable request : requests) {
                CloudStorageException error = failure(request);
                assertEquals(Kind.PERMANENT, error.kind());
                assertEquals(BlockedReason.ACCESS_DENIED, error.reason());
            }
        }

        assertThere(object(key, bytes), bytes, cloud, bob);
        assertEquals(Optional.empty(), cloud.head(bob, key(bob, "planted.png")));
    }

    /**
     * C10.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C10 requests of several sessions at once each carry their own credentials")
    default void requestsCarryTheirOwnCredentials() throws Exception {
        CloudStorage cloud = cloud();
        List<Session> sessions = List.of(session(ANNA), session(BOB));
        List<byte[]> read = Race.run(6, i -> () -> {
            Session mine = sessions.get(i % 2);
            byte[] bytes = SampleContent.bytes(10_000, i);
            put(cloud, mine, key(mine, "mine" + i + ".png"), bytes);
            return get(cloud, mine, key(mine, "mine" + i + ".png"));
        });

        for (int i = 0; i < 6; i++) {
            assertArrayEquals(SampleContent.bytes(10_000, i), read.get(i));
        }
    }

    /** C11, C13. */
    @Test
    @DisplayName("C11 C13 unknown credentials are SESSION")
    default void unknownCredentialsAreSession() {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        Session unknown = new Session(
                ANNA,
                anna.identity(),
                anna.authority(),
                "AKIAUNKNOWN000000000",
                "no-secret",
                anna.token(),
                anna.expiresAt());

        assertAllFail(Kind.SESSION, cloud, unknown);
    }

    /** C11, C13. */
    @Test
    @DisplayName("C11 C13 ended credentials are SESSION")
    default void endedCredentialsAreSession() {
        CloudStorage cloud = cloud();
        assertAllFail(Kind.SESSION, cloud, endedSession(ANNA));
    }

    /** C12, C13. */
    @Test
    @DisplayName("C12 C13 nothing reachable is OFFLINE")
    default void nothingReachableIsOffline() {
        cloud();
        assertAllFail(Kind.OFFLINE, unreachable(), session(ANNA));
    }

    private void assertAllFail(Kind kind, CloudStorage cloud, Session session) {
        String key = key(session, "failing.png");
        List<Executable> requests = List.of(
                () -> put(cloud, session, key, SampleContent.bytes(20_000, 1)),
                () -> get(cloud, session, key),
                () -> cloud.head(session, key),
                () -> cloud.delete(session, key));
        List<String> texts = new ArrayList<>();
        for (Executable request : requests) {
            CloudStorageException error = failure(request);
            assertEquals(kind, error.kind(), error.getMessage());
            texts.addAll(Secrets.texts(error));
        }
        Secrets.assertNoneOf(session, texts);
    }

    /**
     * C13.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C13 no secret, token or signed query is in a message or in toString()")
    default void noSecretIsInAMessage() throws Exception {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        Session bob = session(BOB);
        String key = key(anna, "secret.png");
        put(cloud, anna, key, SampleContent.bytes(100, 1));

        List<String> texts = new ArrayList<>(List.of(cloud.toString(), cloud.location(), anna.toString()));
        cloud.url(anna, key).ifPresent(url -> texts.add(url.toString()));
        texts.addAll(Secrets.texts(failure(() -> put(cloud, anna, key, new byte[1]))));
        texts.addAll(Secrets.texts(failure(() -> put(cloud, anna, key(bob, "x.png"), new byte[1]))));
        texts.addAll(Secrets.texts(failure(() -> get(cloud, anna, key(anna, "y.png")))));

        Secrets.assertNoneOf(anna, texts);
        texts.forEach(text ->
                assertFalse(text.toLowerCase(Locale.ROOT).contains("signature="), "a signed query is in: " + text));
        assertEquals(cloud.location(), cloud.location(), "location never changes");
    }

    // --- C14, C15: puts that take several requests ----------------------------------------------------------------

    /**
     * C14.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C14 a put that was broken off goes on, or begins again, and the object is whole")
    default void aPutThatWasBrokenOffEndsWhole() throws Exception {
        Large large = large(cloud(), "large.png");

        breakOff(large);
        assertEquals(
                Optional.empty(),
                large.cloud().head(large.anna(), large.object().key()),
                "before its put has ended");
        List<Long> told = new ArrayList<>();
        large.put(told::add);

        assertThere(large.object(), large.bytes(), large.cloud(), large.anna());
        assertEquals(large.bytes().length, told.get(told.size() - 1));
        assertEquals(told.stream().sorted().toList(), told, "progress never falls");
    }

    /** C14. */
    @Test
    @DisplayName("C14 what a broken-off put has left is remembered, and the next put leaves nothing but the object")
    default void whatABrokenOffPutHasLeftIsRemembered() {
        Large large = large(cloud(), "left.png");

        breakOff(large);
        assertEquals(
                large.memo().remembered().isPresent() ? List.of(large.object().key()) : List.of(), unfinished());
        large.put(sent -> {});

        assertEquals(List.of(), unfinished());
    }

    /** C14. */
    @Test
    @DisplayName("C14 if others have put the object meanwhile, nothing is left but the object")
    default void ifOthersHavePutTheObjectNothingIsLeft() {
        Large large = large(cloud(), "others.png");

        breakOff(large);
        large.cloud().put(large.anna(), large.object(), Content.of(large.bytes()), sent -> {});
        large.put(sent -> {});

        assertEquals(List.of(), unfinished());
    }

    /**
     * C14.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("C14 what was remembered and is gone is no error")
    default void whatWasRememberedAndIsGoneIsNoError() throws Exception {
        Large large = large(cloud(), "gone.png");

        breakOff(large);
        large.memo()
                .remembered()
                .ifPresent(left ->
                        large.cloud().abandon(large.anna(), large.object().key(), left));
        large.put(sent -> {});
        assertThere(large.object(), large.bytes(), large.cloud(), large.anna());

        // As if the process had died between the last answer and its note.
        large.put(sent -> {});
        assertThere(large.object(), large.bytes(), large.cloud(), large.anna());
    }

    /** C14. */
    @Test
    @DisplayName("C14 if it cannot be remembered, that comes out, and nothing is put")
    default void ifItCannotBeRememberedNothingIsPut() {
        Large large = large(cloud(), "unwritten.png");
        IllegalStateException planned = new IllegalStateException("planned by the test");
        AtomicBoolean asked = new AtomicBoolean();
        PutMemo unwritable = new PutMemo() {
            @Override
            public Optional<String> remembered() {
                return Optional.empty();
            }

            @Override
            public void remember(String what) {
                asked.set(true);
                throw planned;
            }
        };

        try {
            large.cloud().put(large.anna(), large.object(), Content.of(large.bytes()), sent -> {}, unwritable);
            assertFalse(asked.get(), "the put went on without a note");
        } catch (IllegalStateException e) {
            assertSame(planned, e);
            assertEquals(
                    Optional.empty(),
                    large.cloud().head(large.anna(), large.object().key()));
        }
    }

    /** C15. */
    @Test
    @DisplayName("C15 what was abandoned is gone")
    default void whatWasAbandonedIsGone() {
        Large large = large(cloud(), "abandoned.png");

        breakOff(large);
        large.memo().remembered().ifPresent(left -> {
            large.cloud().abandon(large.anna(), large.object().key(), left);
            assertEquals(List.of(), unfinished());
        });
    }

    /** C15. */
    @Test
    @DisplayName("C15 abandoning twice is no error")
    default void abandoningTwiceIsNoError() {
        Large large = large(cloud(), "twice.png");

        breakOff(large);
        large.memo().remembered().ifPresent(left -> {
            large.cloud().abandon(large.anna(), large.object().key(), left);
            large.cloud().abandon(large.anna(), large.object().key(), left);
        });

        assertEquals(
                Optional.empty(),
                large.cloud().head(large.anna(), large.object().key()));
    }

    // --- C16: what is there for everybody -------------------------------------------------------------------------

    /** C16. */
    @Test
    @DisplayName("C16 list yields what is under the prefix, with its size, and nothing else")
    default void listYieldsWhatIsUnderThePrefix() {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        String folder = sharedFolder();
        Map<String, Long> published = new TreeMap<>();
        for (String name : List.of("fox.png", "a b+c%41&\u00fc.webm", "deeper/owl.png")) {
            byte[] bytes = SampleContent.bytes(1 + name.length(), 1);
            publish(folder + name, bytes);
            published.put(folder + name, (long) bytes.length);
        }
        publish(folder.substring(0, folder.length() - 1) + "-other/fox.png", SampleContent.bytes(9, 1));

        List<ListedObject> listed = cloud.list(anna, folder);

        assertEquals(published.size(), listed.size(), () -> "each once: " + listed);
        assertEquals(published, listed.stream().collect(Collectors.toMap(ListedObject::key, ListedObject::size)));
    }

    /** C16. */
    @Test
    @DisplayName("C16 where nothing is, list yields nothing")
    default void whereNothingIsListYieldsNothing() {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        publish(sharedFolder() + "fox.png", SampleContent.bytes(9, 1));

        assertEquals(List.of(), cloud.list(anna, sharedFolder() + "nothing/"));
    }

    /** C16. */
    @Test
    @DisplayName("C16 the version of an object is another one for other bytes")
    default void theVersionIsAnotherOneForOtherBytes() {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        publish(sharedFolder() + "fox.png", SampleContent.bytes(9, 1));
        List<ListedObject> before = cloud.list(anna, sharedFolder());
        assertEquals(before, cloud.list(anna, sharedFolder()), "the same bytes");

        publish(sharedFolder() + "fox.png", SampleContent.bytes(9, 2));

        assertNotEquals(
                before.get(0).version(), cloud.list(anna, sharedFolder()).get(0).version());
    }

    /** C16. */
    @Test
    @DisplayName("C16 what a session may not list is ACCESS_DENIED")
    default void whatASessionMayNotListIsRefused() {
        CloudStorage cloud = cloud();
        Session anna = session(ANNA);
        String bobs = key(session(BOB), "");
        for (String prefix : List.of(bobs, KeyLayout.DEFAULT_PREFIX, "")) {
            CloudStorageException refused = failure(() -> cloud.list(anna, prefix));
            assertEquals(BlockedReason.ACCESS_DENIED, refused.reason(), refused.getMessage());
        }
    }

    private Large large(CloudStorage cloud, String name) {
        Session anna = session(ANNA);
        byte[] bytes = SampleContent.bytes(large(), name.length());
        return new Large(cloud, anna, object(key(anna, name), bytes), bytes, new NotedMemo());
    }

    private static void breakOff(Large large) {
        IllegalStateException planned = new IllegalStateException("planned by the test");
        assertSame(
                planned,
                assertThrows(
                        IllegalStateException.class,
                        () -> large.put(sent -> {
                            if (sent > large.bytes().length / 2) {
                                throw planned;
                            }
                        })));
    }

    // --- what the tests share -----------------------------------------------------------------------------------

    /** An owner of the tests. */
    OwnerId ANNA = OwnerId.of("anna");

    /** Another one. */
    OwnerId BOB = OwnerId.of("bob");

    private static CloudObject object(String key, byte[] bytes) {
        return new CloudObject(key, "image/png", bytes.length, Sha256.of(bytes), Map.of());
    }

    private static void put(CloudStorage cloud, Session session, String key, byte[] bytes) {
        cloud.put(session, object(key, bytes), Content.of(bytes), sent -> {});
    }

    private static byte[] get(CloudStorage cloud, Session session, String key) throws IOException {
        try (InputStream in = cloud.get(session, key)) {
            return in.readAllBytes();
        }
    }

    private static CloudStorageException failure(Executable request) {
        return assertThrows(CloudStorageException.class, request);
    }

    private static Optional<Kind> kindOf(Runnable request) {
        try {
            request.run();
            return Optional.empty();
        } catch (CloudStorageException e) {
            return Optional.of(e.kind());
        }
    }

    private static void assertThere(CloudObject object, byte[] bytes, CloudStorage cloud, Session session)
            throws IOException {
        assertArrayEquals(bytes, get(cloud, session, object.key()), object.key());
        ObjectInfo info = cloud.head(session, object.key()).orElseThrow();
        assertEquals(object.key(), info.key());
        assertEquals(bytes.length, info.size());
        assertTrue(info.sha256() == null || info.sha256().equals(object.sha256()), "head tells another hash");
    }
}

package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Content;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.Variant;
import jakarta.annotation.Nonnull;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules M1 to M7 of {@link MediaStore} as tests. A test class of an implementation implements this interface.
 *
 * <p>What it cannot see: whether files survive a power cut, and a process that dies in the middle of a {@code put}.
 */
public interface MediaStoreContract {
    /**
     * Opens a store that is empty. Called once, first, by each test.
     *
     * @return a store to test
     */
    @Nonnull
    MediaStore media();

    /**
     * Opens another instance over the files of the last {@link #media()}, as another process would.
     *
     * @return another store to test
     */
    @Nonnull
    MediaStore reopen();

    /**
     * The time that the store stamps files with.
     *
     * @return the system's time by default
     */
    @Nonnull
    default Instant now() {
        return Instant.now();
    }

    // --- M1 to M4: put, open, delete ----------------------------------------------------------------------------

    /**
     * M1, M3.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M1 M3 what was put is opened, byte for byte, through every instance")
    default void whatWasPutIsOpened() throws Exception {
        MediaStore media = media();
        for (int size : new int[] {0, 1, 8_191, 8_192, 65_537, 1_500_000}) {
            AvatarId id = id(size);
            byte[] original = SampleContent.bytes(size, 1);
            byte[] thumb = SampleContent.bytes(size / 2, 2);

            media.put(id, Map.of(Variant.ORIGINAL, Content.of(original), Variant.THUMB, Content.of(thumb)));

            assertBytes(original, media, id, Variant.ORIGINAL);
            assertBytes(thumb, media, id, Variant.THUMB);
            assertBytes(original, reopen(), id, Variant.ORIGINAL);
            assertEquals(Optional.empty(), media.open(id, Variant.POSTER), "a variant that was not put");
        }
        assertEquals(Optional.empty(), media.open(id(77), Variant.ORIGINAL), "an avatar that was not put");
    }

    /** M1, M7. */
    @Test
    @DisplayName("M1 M7 a put that fails on its last file leaves nothing of a new avatar")
    default void aFailedPutLeavesNothing() {
        MediaStore media = media();
        byte[] bytes = SampleContent.bytes(100_000, 1);
        for (Variant failing : List.of(Variant.ORIGINAL, Variant.THUMB)) {
            Variant honest = failing.equals(Variant.THUMB) ? Variant.ORIGINAL : Variant.THUMB;

            assertThrows(
                    AvatarStoreException.class,
                    () -> media.put(id(1), Map.of(failing, SampleContent.failing(bytes), honest, Content.of(bytes))));

            assertEquals(Optional.empty(), media.open(id(1), Variant.ORIGINAL));
            assertEquals(Optional.empty(), reopen().open(id(1), Variant.THUMB));
        }
    }

    /**
     * M1.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M1 nothing of a put is seen before it is done")
    default void nothingOfAPutIsSeenBeforeItIsDone() throws Exception {
        MediaStore media = media();
        MediaStore other = reopen();
        byte[] bytes = SampleContent.bytes(100_000, 1);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Content halting = SampleContent.halting(bytes, reached, goOn);

        CompletableFuture<Void> put = CompletableFuture.runAsync(
                () -> media.put(id(1), Map.of(Variant.ORIGINAL, halting)), MediaStoreContract::onOwnThread);
        assertTrue(reached.await(30, TimeUnit.SECONDS), "put does not read its content");
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<Optional<byte[]>> seen = CompletableFuture.supplyAsync(
                () -> {
                    reading.countDown();
                    return read(other, id(1));
                },
                MediaStoreContract::onOwnThread);
        assertTrue(reading.await(30, TimeUnit.SECONDS), "no thread starts");
        // A store may answer at once that nothing is there, or make the reader wait until the put is done.
        boolean answered = answers(seen);
        goOn.countDown();
        put.get(30, TimeUnit.SECONDS);

        byte[] then = seen.get(30, TimeUnit.SECONDS).orElse(null);
        if (answered) {
            assertEquals(null, then, "a file was seen before its put was done");
        } else if (then != null) {
            assertArrayEquals(bytes, then);
        }
        assertBytes(bytes, other, id(1), Variant.ORIGINAL);
    }

    /**
     * M2.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M2 a further put replaces the files given and leaves the others")
    default void aFurtherPutReplacesTheFilesGiven() throws Exception {
        MediaStore media = media();
        byte[] original = SampleContent.bytes(5_000, 1);
        byte[] healed = SampleContent.bytes(3_000, 3);
        media.put(id(1), Map.of(Variant.ORIGINAL, Content.of(original), Variant.THUMB, Content.of(new byte[9])));

        reopen().put(id(1), Map.of(Variant.THUMB, Content.of(healed)));

        assertBytes(original, media, id(1), Variant.ORIGINAL);
        assertBytes(healed, media, id(1), Variant.THUMB);
        media.put(id(1), Map.of(Variant.POSTER, Content.of(original)));
        assertBytes(original, reopen(), id(1), Variant.POSTER);
        assertBytes(healed, reopen(), id(1), Variant.THUMB);
    }

    /**
     * M2.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M2 whoever reads while a file is replaced sees the old or the new one whole")
    default void readersSeeTheOldOrTheNewFileWhole() throws Exception {
        MediaStore media = media();
        MediaStore other = reopen();
        byte[] one = SampleContent.bytes(200_000, 1);
        byte[] two = SampleContent.bytes(150_000, 2);
        media.put(id(1), Map.of(Variant.ORIGINAL, Content.of(one)));
        AtomicBoolean done = new AtomicBoolean();

        List<Integer> torn = Race.run(
                3,
                i -> i == 0
                        ? () -> replace(media, one, two, done)
                        : () -> {
                            int bad = 0;
                            while (!done.get()) {
                                byte[] seen =
                                        read(i == 1 ? media : other, id(1)).orElse(new byte[0]);
                                bad += Arrays.equals(one, seen) || Arrays.equals(two, seen) ? 0 : 1;
                            }
                            return bad;
                        });

        assertEquals(List.of(0, 0, 0), torn, "reads that saw neither of them");
    }

    private static int replace(MediaStore media, byte[] one, byte[] two, AtomicBoolean done) {
        try {
            for (int i = 0; i < 20; i++) {
                media.put(id(1), Map.of(Variant.ORIGINAL, Content.of(i % 2 == 0 ? two : one)));
            }
            return 0;
        } finally {
            done.set(true);
        }
    }

    /**
     * M3.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M3 several streams of a file are open at once")
    default void severalStreamsAreOpenAtOnce() throws Exception {
        MediaStore media = media();
        byte[] bytes = SampleContent.bytes(50_000, 1);
        media.put(id(1), Map.of(Variant.ORIGINAL, Content.of(bytes)));

        try (InputStream first = media.open(id(1), Variant.ORIGINAL).orElseThrow();
                InputStream second = media.open(id(1), Variant.ORIGINAL).orElseThrow()) {
            assertArrayEquals(Arrays.copyOf(bytes, 100), first.readNBytes(100));
            assertArrayEquals(bytes, second.readAllBytes());
            assertArrayEquals(Arrays.copyOfRange(bytes, 100, bytes.length), first.readAllBytes());
        }
    }

    /**
     * M3.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M3 uri, where there is one, names the same bytes")
    default void uriNamesTheSameBytes() throws Exception {
        MediaStore media = media();
        byte[] bytes = SampleContent.bytes(5_000, 1);
        media.put(id(1), Map.of(Variant.ORIGINAL, Content.of(bytes)));
        assertEquals(Optional.empty(), media.uri(id(1), Variant.THUMB), "a file that is not there");
        assertEquals(Optional.empty(), media.uri(id(2), Variant.ORIGINAL), "an avatar that is not there");

        Optional<URI> uri = media.uri(id(1), Variant.ORIGINAL);
        assumeTrue(uri.isPresent(), "this store has no place that other programs can read");

        assertEquals("file", uri.get().getScheme());
        try (InputStream in = uri.get().toURL().openStream()) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
    }

    /**
     * M4.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M4 delete removes every file of the avatar, and is no error if there is none")
    default void deleteRemovesEveryFile() throws Exception {
        MediaStore media = media();
        byte[] bytes = SampleContent.bytes(5_000, 1);
        media.delete(id(1));
        Map<Variant, Content> files = Map.of(Variant.ORIGINAL, Content.of(bytes), Variant.THUMB, Content.of(bytes));
        media.put(id(1), files);
        media.put(id(2), files);

        reopen().delete(id(1));
        media.delete(id(1));

        assertEquals(Optional.empty(), media.open(id(1), Variant.ORIGINAL));
        assertEquals(Optional.empty(), media.open(id(1), Variant.THUMB));
        assertBytes(bytes, media, id(2), Variant.ORIGINAL);
        media.put(id(1), Map.of(Variant.ORIGINAL, Content.of(bytes)));
        assertBytes(bytes, reopen(), id(1), Variant.ORIGINAL);
        assertEquals(Optional.empty(), media.open(id(1), Variant.THUMB), "a file from before the delete");
    }

    // --- M5: sweep ----------------------------------------------------------------------------------------------

    /**
     * M5.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M5 sweep removes what is old and unknown, and nothing else")
    default void sweepRemovesWhatIsOldAndUnknown() throws Exception {
        MediaStore media = media();
        byte[] bytes = SampleContent.bytes(5_000, 1);
        for (int i = 1; i <= 3; i++) {
            media.put(id(i), Map.of(Variant.ORIGINAL, Content.of(bytes), Variant.THUMB, Content.of(bytes)));
        }
        Instant before = now().minus(Duration.ofHours(1));
        Instant after = now().plus(Duration.ofHours(1));

        assertEquals(0, media.sweep(before, id -> false), "nothing is old");
        assertEquals(2, reopen().sweep(after, id(2)::equals), "avatars removed");

        assertEquals(Optional.empty(), media.open(id(1), Variant.ORIGINAL));
        assertEquals(Optional.empty(), media.open(id(3), Variant.THUMB));
        assertBytes(bytes, media, id(2), Variant.ORIGINAL);
        assertBytes(bytes, media, id(2), Variant.THUMB);
        assertEquals(0, media.sweep(after, id -> true));
    }

    /**
     * M5.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M5 sweep asks a second time before it removes, and puts back what a record came to know meanwhile")
    default void sweepPutsBackWhatBecameKnown() throws Exception {
        MediaStore media = media();
        byte[] bytes = SampleContent.bytes(5_000, 1);
        media.put(id(1), Map.of(Variant.ORIGINAL, Content.of(bytes)));
        media.put(id(2), Map.of(Variant.ORIGINAL, Content.of(bytes)));
        Set<AvatarId> asked = new HashSet<>();

        int removed = media.sweep(now().plus(Duration.ofHours(1)), id -> !asked.add(id) && id.equals(id(1)));

        assertEquals(1, removed);
        assertBytes(bytes, media, id(1), Variant.ORIGINAL);
        assertEquals(Optional.empty(), reopen().open(id(2), Variant.ORIGINAL));
    }

    /** M5. */
    @Test
    @DisplayName("M5 when sweep asks the second time, an uploader can see that the files are gone")
    default void filesSetAsideAreNotSeen() {
        MediaStore media = media();
        media.put(id(1), Map.of(Variant.ORIGINAL, Content.of(new byte[5])));
        Set<AvatarId> asked = new HashSet<>();
        AtomicBoolean seenAtSecond = new AtomicBoolean();

        media.sweep(now().plus(Duration.ofHours(1)), id -> {
            if (!asked.add(id)) {
                seenAtSecond.set(media.open(id, Variant.ORIGINAL).isPresent());
            }
            return false;
        });

        assertEquals(Set.of(id(1)), asked);
        assertEquals(
                false, seenAtSecond.get(), "a record committed now would lose files that its uploader has just seen");
    }

    /**
     * M5.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M5 what a sweep that died had set aside is put back by the next if a record knows it")
    default void whatASweepThatDiedHadSetAsideIsDecidedLater() throws Exception {
        MediaStore media = media();
        byte[] bytes = SampleContent.bytes(5_000, 1);
        media.put(id(1), Map.of(Variant.ORIGINAL, Content.of(bytes), Variant.THUMB, Content.of(bytes)));
        Set<AvatarId> asked = new HashSet<>();
        Instant after = now().plus(Duration.ofHours(1));

        assertThrows(
                AvatarStoreException.class,
                () -> media.sweep(after, id -> {
                    if (!asked.add(id)) {
                        throw new AvatarStoreException("the test's records cannot be read", null);
                    }
                    return false;
                }));

        assertEquals(0, reopen().sweep(now().minus(Duration.ofHours(1)), id -> true));
        assertBytes(bytes, reopen(), id(1), Variant.ORIGINAL);
        assertBytes(bytes, media, id(1), Variant.THUMB);
    }

    // --- M6, M7 -------------------------------------------------------------------------------------------------

    /**
     * M6.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M6 files of one avatar never show under another's id, nor one variant under another's name")
    default void filesNeverShowUnderAnotherName() throws Exception {
        MediaStore media = media();
        List<AvatarId> ids = List.of(id(1), id(0x11), AvatarId.of("1" + "0".repeat(39)), AvatarId.of("f".repeat(40)));
        List<Variant> variants =
                List.of(Variant.ORIGINAL, Variant.THUMB, Variant.thumb(1), Variant.thumb(128), new Variant("_"));
        for (AvatarId id : ids) {
            Map<Variant, Content> files = new HashMap<>();
            for (Variant variant : variants) {
                files.put(variant, Content.of((id + "/" + variant).getBytes(StandardCharsets.UTF_8)));
            }
            media.put(id, files);
        }

        media.delete(ids.get(3));

        for (AvatarId id : ids.subList(0, 3)) {
            for (Variant variant : variants) {
                assertBytes((id + "/" + variant).getBytes(StandardCharsets.UTF_8), reopen(), id, variant);
            }
            assertEquals(Optional.empty(), media.open(id, Variant.VIDEO));
        }
        assertEquals(Optional.empty(), media.open(ids.get(3), Variant.THUMB));
    }

    /**
     * M7.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("M7 a failed put leaves what was there before")
    default void aFailedPutLeavesWhatWasThereBefore() throws Exception {
        MediaStore media = media();
        byte[] bytes = SampleContent.bytes(100_000, 1);
        byte[] other = SampleContent.bytes(100_000, 2);
        media.put(id(1), Map.of(Variant.ORIGINAL, Content.of(bytes), Variant.THUMB, Content.of(bytes)));

        assertThrows(
                AvatarStoreException.class,
                () -> media.put(id(1), Map.of(Variant.ORIGINAL, SampleContent.failing(other))));

        assertBytes(bytes, media, id(1), Variant.ORIGINAL);
        assertBytes(bytes, reopen(), id(1), Variant.THUMB);
    }

    // --- what the tests share -----------------------------------------------------------------------------------

    private static AvatarId id(int number) {
        return AvatarId.of(String.format("%040x", number));
    }

    /** The common pool may have one thread only, which the put holds. */
    private static void onOwnThread(Runnable task) {
        Thread thread = new Thread(task, "contract");
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean answers(CompletableFuture<?> future) throws Exception {
        try {
            future.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException waiting) {
            return false;
        }
    }

    private static Optional<byte[]> read(MediaStore media, AvatarId id) {
        return media.open(id, Variant.ORIGINAL).map(MediaStoreContract::readAll);
    }

    private static byte[] readAll(InputStream stream) {
        try (InputStream in = stream) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("an opened file cannot be read", e);
        }
    }

    private static void assertBytes(byte[] expected, MediaStore media, AvatarId id, Variant variant) {
        Optional<InputStream> opened = media.open(id, variant);
        assertTrue(opened.isPresent(), "there is no " + variant + " of " + id);
        assertArrayEquals(expected, readAll(opened.get()), variant + " of " + id);
    }
}

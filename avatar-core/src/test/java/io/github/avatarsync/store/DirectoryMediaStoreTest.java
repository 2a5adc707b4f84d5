package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Content;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.Variant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryMediaStoreTest {
    private static final AvatarId ID = AvatarId.of("3c".repeat(20));
    private static final byte[] ORIGINAL = {1, 2, 3};
    private static final byte[] THUMB = {4};
    private static final Map<Variant, Content> FILES =
            Map.of(Variant.ORIGINAL, Content.of(ORIGINAL), Variant.THUMB, Content.of(THUMB));

    @TempDir
    Path directory;

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void eachAvatarIsADirectoryOfItsOwn() throws IOException {
        DirectoryMediaStore media = DirectoryMediaStore.open(directory);

        media.put(ID, FILES);

        assertArrayEquals(ORIGINAL, Files.readAllBytes(place().resolve("original")));
        assertEquals(
                place().resolve("thumb").toRealPath().toUri(),
                media.uri(ID, Variant.THUMB).orElseThrow());
        assertEquals(2, filesBelow("media/3c").size());
    }

    @Test
    void anInterruptedThreadIsServedAndStaysInterrupted() throws IOException {
        MediaStore media = DirectoryMediaStore.open(directory);
        Thread.currentThread().interrupt();
        try {
            media.put(ID, FILES);
            media.put(ID, FILES);
            assertArrayEquals(ORIGINAL, bytes(media, Variant.ORIGINAL));
            assertEquals(Optional.empty(), media.open(ID, Variant.POSTER));
            assertEquals(1, media.sweep(later(), id -> false));
            media.delete(ID);
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt is lost");
        }
        media.put(ID, FILES);
    }

    @Test
    void nothingIsInPlaceBeforeItIsDurable() throws IOException {
        MediaStore media = faulty();
        disk.fault((operation, path) -> {
            assertFalse(Files.exists(place()), operation + " " + path);
            if (operation.equals("move")) {
                disk.heal();
            }
        });

        media.put(ID, FILES);

        assertArrayEquals(THUMB, bytes(media, Variant.THUMB));
    }

    @Test
    void aFailedFsyncFailsThePutAndLeavesNothing() throws IOException {
        MediaStore media = faulty();
        for (String ending : List.of("original", "thumb", ".tmp")) {
            disk.failOn("sync", ending);
            assertThrows(AvatarStoreException.class, () -> media.put(ID, FILES));
            assertEquals(List.of(), filesBelow("media/3c"));
        }
        disk.failOn("sync", "media/3c");
        assertThrows(AvatarStoreException.class, () -> media.put(ID, FILES));
    }

    @Test
    void contentThatEndsEarlyIsRefused() throws IOException {
        MediaStore media = DirectoryMediaStore.open(directory);
        Content liar = new Content() {
            @Override
            public long size() {
                return 5;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(ORIGINAL);
            }
        };

        AvatarStoreException thrown =
                assertThrows(AvatarStoreException.class, () -> media.put(ID, Map.of(Variant.ORIGINAL, liar)));

        assertTrue(thrown.getMessage().contains("3 bytes instead of the 5"), thrown.getMessage());
        assertEquals(List.of(), filesBelow("media/3c"));
    }

    @Test
    void whatADeadProcessSetAsideIsPutBackByTheNextStart() throws IOException {
        DirectoryMediaStore.open(directory).put(ID, FILES);
        setAside(ID.value());

        MediaStore media = DirectoryMediaStore.open(directory);

        assertTrue(Files.exists(place()));
        assertArrayEquals(ORIGINAL, bytes(media, Variant.ORIGINAL));
    }

    @Test
    void whatADeadProcessSetAsideIsPutBackForWhoeverAsks() throws IOException {
        MediaStore media = DirectoryMediaStore.open(directory);
        media.put(ID, FILES);
        setAside(ID.value());

        assertArrayEquals(THUMB, bytes(media, Variant.THUMB));
        assertEquals(1, DirectoryMediaStore.open(directory).sweep(later(), id -> false));
    }

    @Test
    void whatADeadProcessHadDecidedToRemoveGoes() throws IOException {
        DirectoryMediaStore.open(directory).put(ID, FILES);
        setAside(ID + ".1f0c.gone");

        MediaStore media = DirectoryMediaStore.open(directory);

        assertEquals(Optional.empty(), media.open(ID, Variant.ORIGINAL));
        assertEquals(List.of(), filesBelow("media/aside"));
    }

    @Test
    void aDeleteTakesWhatIsSetAsideToo() throws IOException {
        MediaStore media = DirectoryMediaStore.open(directory);
        media.put(ID, FILES);
        setAside(ID.value());

        media.delete(ID);

        assertEquals(Optional.empty(), media.open(ID, Variant.ORIGINAL));
        assertEquals(List.of(), filesBelow("media/aside"));
    }

    @Test
    void anAvatarPutAgainWhileItIsSetAsideKeepsTheNewFilesAndGetsTheMissingOnesBack() throws IOException {
        MediaStore media = DirectoryMediaStore.open(directory);
        MediaStore other = DirectoryMediaStore.open(directory);
        media.put(ID, FILES);
        byte[] healed = {9};
        boolean[] asked = new boolean[1];

        int removed = media.sweep(later(), id -> {
            boolean second = asked[0];
            asked[0] = true;
            if (second) {
                CompletableFuture.runAsync(() -> other.put(ID, Map.of(Variant.THUMB, Content.of(healed))))
                        .join();
            }
            return second;
        });

        assertEquals(0, removed);
        assertArrayEquals(ORIGINAL, bytes(media, Variant.ORIGINAL));
        assertArrayEquals(healed, bytes(media, Variant.THUMB));
        assertEquals(List.of(), filesBelow("media/aside"));
    }

    @Test
    void whatWasNeverFinishedIsSweptOnceItIsOld() throws IOException {
        MediaStore media = DirectoryMediaStore.open(directory);
        Path half = Files.createDirectories(directory.resolve("media/3c/" + ID + ".1f0c.tmp"));
        Files.writeString(half.resolve("original"), "x");

        media.sweep(Instant.now().minus(Duration.ofDays(1)), id -> false);
        assertTrue(Files.exists(half), "somebody may be writing it");
        media.sweep(later(), id -> true);
        assertFalse(Files.exists(half));
    }

    @Test
    void aFileHealedIsYoungAgain() throws IOException {
        MediaStore media = DirectoryMediaStore.open(directory);
        media.put(ID, FILES);
        Instant old = Instant.now().minus(Duration.ofDays(2));
        Files.setLastModifiedTime(place(), java.nio.file.attribute.FileTime.from(old));

        media.put(ID, Map.of(Variant.THUMB, Content.of(THUMB)));

        assertEquals(0, media.sweep(old.plus(Duration.ofDays(1)), id -> false));
        assertArrayEquals(ORIGINAL, bytes(media, Variant.ORIGINAL));
    }

    private MediaStore faulty() {
        return DirectoryMediaStore.open(directory, disk, DirectoryLock.PATIENCE);
    }

    private Path place() {
        return directory.resolve("media/3c").resolve(ID.value());
    }

    private void setAside(String name) throws IOException {
        Path aside = Files.createDirectories(directory.resolve("media/aside"));
        Files.move(place(), aside.resolve(name));
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    private List<Path> filesBelow(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] bytes(MediaStore media, Variant variant) throws IOException {
        try (InputStream in = media.open(ID, variant).orElseThrow()) {
            return in.readAllBytes();
        }
    }
}

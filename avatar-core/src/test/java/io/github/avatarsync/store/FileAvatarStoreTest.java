package io.github.avatarsync.store;

import static io.github.avatarsync.store.Samples.NOON;
import static io.github.avatarsync.store.Samples.claim;
import static io.github.avatarsync.store.Samples.pending;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileAvatarStoreTest {
    private static final Filter ALL = new Filter(null, null);

    @TempDir
    Path directory;

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void everythingIsThereAfterARestart() {
        FileAvatarStore before = FileAvatarStore.open(directory);
        AvatarRecord kept = before.insert(pending("kept"));
        AvatarRecord changed = before.insert(pending("changed"));
        AvatarRecord next = changed.edit().dueAt(NOON.plusSeconds(5)).save();
        assertTrue(before.update(next, 1));
        AvatarRecord removed = before.insert(pending("removed"));
        assertTrue(before.remove(removed.id(), 1));

        FileAvatarStore after = FileAvatarStore.open(directory);

        assertEquals(Optional.of(kept), after.find(kept.id()));
        assertEquals(Optional.of(next), after.find(next.id()));
        assertEquals(Optional.empty(), after.find(removed.id()));
        assertEquals(2, after.list(ALL, 10, null).size());
        assertEquals(List.of(kept.claimed(claim(10))), after.claim(claim(10)));
        assertEquals(kept.id(), after.insert(pending("kept", 2).save()).id());
    }

    @Test
    void aRecordIsATextFileNamedAfterItsAvatar() throws IOException {
        AvatarRecord record = FileAvatarStore.open(directory).insert(pending("Zoë 😀"));

        List<String> lines = Files.readAllLines(fileOf(record.id()));

        int half = lines.size() / 2;
        assertEquals(record.document().lines().toList(), lines.subList(0, half - 1));
        assertTrue(lines.get(half - 1).matches("checksum: [0-9a-f]{64}"));
        assertEquals(lines.subList(0, half), lines.subList(half, lines.size()), "the second copy");
    }

    @Test
    void anInterruptedThreadIsServedAndStaysInterrupted() {
        FileAvatarStore store = FileAvatarStore.open(directory);
        Thread.currentThread().interrupt();
        try {
            AvatarRecord record = store.insert(pending("one"));
            assertEquals(Optional.of(record), store.find(record.id()));
            assertEquals(List.of(record), store.list(ALL, 10, null));
            AvatarRecord claimed = store.claim(claim(1)).get(0);
            assertTrue(store.update(claimed.edit().save(), 2));
            assertTrue(store.remove(record.id(), 3));
            assertEquals(Optional.empty(), FileAvatarStore.open(directory).nextDue(Claim.Owners.all()));
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt is lost");
        }
        assertEquals("two", store.insert(pending("two")).name());
    }

    @Test
    void aDamagedRecordIsSetAsideAndStaysKnown() throws IOException {
        AvatarRecord bad = FileAvatarStore.open(directory).insert(pending("bad"));
        AvatarRecord good = FileAvatarStore.open(directory).insert(pending("good"));
        damage(bad.id());

        FileAvatarStore store = FileAvatarStore.open(directory);

        assertEquals(List.of(good), store.list(ALL, 10, null));
        assertTrue(Files.exists(directory.resolve("quarantine").resolve(bad.id() + ".avatar")));
        assertFalse(Files.exists(fileOf(bad.id())));
        assertTrue(store.knows(bad.id()));
        assertThrows(AvatarStoreException.class, () -> store.find(bad.id()));
        assertThrows(AvatarStoreException.class, () -> store.insert(pending("bad")), "the id is taken");
        assertEquals("bad", store.insert(pending("bad", 2).save()).name(), "uploaded anew");
    }

    @ParameterizedTest
    @EnumSource
    void aRecordDamagedInPartIsMended(Damage damage) throws IOException {
        AvatarStore running = FileAvatarStore.open(directory);
        AvatarRecord record = running.insert(pending("bad"));
        byte[] whole = Files.readAllBytes(fileOf(record.id()));
        Files.write(fileOf(record.id()), damage.of(whole));

        assertEquals(Optional.of(record), running.find(record.id()));
        assertArrayEquals(whole, Files.readAllBytes(fileOf(record.id())));

        Files.write(fileOf(record.id()), damage.of(whole));
        FileAvatarStore restarted = FileAvatarStore.open(directory);
        assertEquals(List.of(record.claimed(claim(1))), restarted.claim(claim(1)));
        assertFalse(Files.exists(directory.resolve("quarantine")));
    }

    enum Damage {
        FIRST_COPY {
            @Override
            byte[] of(byte[] whole) {
                return flipped(whole, 40);
            }
        },
        SECOND_COPY {
            @Override
            byte[] of(byte[] whole) {
                return flipped(whole, whole.length - 1);
            }
        },
        FIRST_CHECKSUM {
            @Override
            byte[] of(byte[] whole) {
                return flipped(whole, whole.length / 2 - 3);
            }
        },
        CUT_OFF {
            @Override
            byte[] of(byte[] whole) {
                return Arrays.copyOf(whole, whole.length * 2 / 3);
            }
        },
        SOMETHING_BEHIND_IT {
            @Override
            byte[] of(byte[] whole) {
                return Arrays.copyOf(whole, whole.length + 4096);
            }
        },
        HALF_OF_IT_ZEROS {
            @Override
            byte[] of(byte[] whole) {
                byte[] bytes = whole.clone();
                Arrays.fill(bytes, 0, whole.length / 2, (byte) 0);
                return bytes;
            }
        };

        abstract byte[] of(byte[] whole);

        private static byte[] flipped(byte[] whole, int at) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 1;
            return bytes;
        }
    }

    @Test
    void aRecordWithOneCopyIsAsGood() throws IOException {
        AvatarRecord record = FileAvatarStore.open(directory).insert(pending("repaired by hand"));
        byte[] once = RecordFile.seal(record.document());
        Files.write(fileOf(record.id()), once);

        assertEquals(Optional.of(record), FileAvatarStore.open(directory).find(record.id()));
        assertArrayEquals(once, Files.readAllBytes(fileOf(record.id())));
    }

    @Test
    void aRecordThatCannotBeMendedNowIsReadAllTheSame() throws IOException {
        AvatarStore store = faulty();
        AvatarRecord record = store.insert(pending("bad"));
        byte[] damaged = Damage.FIRST_COPY.of(Files.readAllBytes(fileOf(record.id())));
        Files.write(fileOf(record.id()), damaged);
        disk.failOn("create", ".tmp");

        assertEquals(Optional.of(record), store.find(record.id()));
        assertArrayEquals(damaged, Files.readAllBytes(fileOf(record.id())));
    }

    @Test
    void aRecordDamagedTwiceIsKeptTwice() throws IOException {
        AvatarRecord record = FileAvatarStore.open(directory).insert(pending("bad"));
        byte[] whole = Files.readAllBytes(fileOf(record.id()));
        damage(record.id());
        FileAvatarStore.open(directory);
        Files.write(fileOf(record.id()), whole);
        damage(record.id());

        FileAvatarStore.open(directory);

        assertEquals(2, filesIn("quarantine").size());
    }

    @Test
    void aRecordOfANewerVersionIsLeftAlone() throws IOException {
        AvatarRecord record = FileAvatarStore.open(directory).insert(pending("newer"));
        String newer = record.document().replace("avatar-record 1", "avatar-record 2");
        Files.write(fileOf(record.id()), RecordFile.seal(newer));

        FileAvatarStore store = FileAvatarStore.open(directory);

        assertEquals(List.of(), store.claim(claim(10)));
        assertEquals(Optional.empty(), store.nextDue(Claim.Owners.all()));
        assertThrows(AvatarStoreException.class, () -> store.find(record.id()));
        assertTrue(store.knows(record.id()));
        assertTrue(Files.exists(fileOf(record.id())));
    }

    @Test
    void aFileWithoutItsLastLineIsLeftAlone() throws IOException {
        AvatarRecord record = FileAvatarStore.open(directory).insert(pending("cut"));
        Files.writeString(fileOf(record.id()), record.document());

        FileAvatarStore store = FileAvatarStore.open(directory);

        assertEquals(List.of(), store.list(ALL, 10, null));
        assertThrows(AvatarStoreException.class, () -> store.find(record.id()));
        assertTrue(Files.exists(fileOf(record.id())));
    }

    @Test
    void anIoErrorIsNoDamageAndPasses() {
        AvatarStore store = faulty();
        AvatarRecord record = store.insert(pending("one"));
        AvatarRecord other = store.insert(pending("two"));
        disk.failOn("read", record.id() + ".avatar");

        assertThrows(AvatarStoreException.class, () -> store.find(record.id()));
        assertEquals(List.of(other), faulty().list(ALL, 10, null));
        assertEquals(List.of(other.claimed(claim(10))), store.claim(claim(10)));
        assertEquals(Optional.of(NOON.plusSeconds(90)), store.nextDue(Claim.Owners.all()));
        disk.heal();

        assertEquals(Optional.of(NOON), store.nextDue(Claim.Owners.all()));
        assertEquals(List.of(record.claimed(claim(10))), store.claim(claim(10)));
    }

    @Test
    void aWriteThatFailsIsATypedErrorAndLeavesNothing() throws IOException {
        AvatarStore store = faulty();
        AvatarRecord record = store.insert(pending("one"));
        for (String operation : List.of("create", "write", "sync")) {
            disk.failOn(operation, ".tmp");
            AvatarStoreException thrown = assertThrows(
                    AvatarStoreException.class, () -> store.update(record.edit().save(), 1));
            assertTrue(thrown.getMessage().contains(record.id().value()), thrown.getMessage());
            assertThrows(AvatarStoreException.class, () -> store.claim(claim(1)));
            assertThrows(AvatarStoreException.class, () -> store.insert(pending("two")));
        }
        disk.heal();

        assertEquals(Optional.of(record), store.find(record.id()));
        assertEquals(List.of(record), store.list(ALL, 10, null));
        assertEquals(List.of(fileOf(record.id())), filesIn("records"), "left behind");
        assertEquals(List.of(record.claimed(claim(1))), store.claim(claim(1)));
    }

    @Test
    void aRenameThatFailsChangesNothing() {
        AvatarStore store = faulty();
        AvatarRecord record = store.insert(pending("one"));
        disk.failOn("move", ".avatar");

        assertThrows(
                AvatarStoreException.class,
                () -> store.update(record.edit().dueAt(null).save(), 1));
        disk.heal();

        assertEquals(Optional.of(NOON), store.nextDue(Claim.Owners.all()));
        assertEquals(List.of(record.claimed(claim(1))), store.claim(claim(1)));
    }

    @Test
    void aDirectoryThatCannotBeSyncedFailsTheWrite() {
        AvatarStore store = faulty();
        AvatarRecord record = store.insert(pending("one"));
        disk.failOn("sync", "records/" + record.id().value().substring(0, 2));

        assertThrows(
                AvatarStoreException.class, () -> store.update(record.edit().save(), 1));
        assertThrows(
                AvatarStoreException.class, () -> store.insert(pending("one", 2).save()), "a duplicate");
    }

    @Test
    void aNewDirectoryIsMadeDurableInItsParent() {
        disk.failOn("sync", "records");

        AvatarStore store = faulty();

        assertThrows(AvatarStoreException.class, () -> store.insert(pending("one")));
    }

    @Test
    void whereNoDirectoryCanBeIsATypedError() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThrows(AvatarStoreException.class, () -> FileAvatarStore.open(file));
        assertThrows(AvatarStoreException.class, () -> FileAvatarStore.open(file.resolve("below")));
    }

    @Test
    void missingDirectoriesAboveAreMade() {
        Path deep = directory.resolve("a/b/c");

        FileAvatarStore.open(deep).insert(pending("one"));

        assertEquals(1, FileAvatarStore.open(deep).list(ALL, 10, null).size());
    }

    @Test
    void aDirectoryDeletedAndMadeAgainIsAnEmptyStore() throws IOException {
        Path place = directory.resolve("store");
        AvatarStore old = FileAvatarStore.open(place);
        old.insert(pending("one"));
        deleteTree(place);

        AvatarStore store = FileAvatarStore.open(place);

        assertEquals(List.of(), store.list(ALL, 10, null));
        store.insert(pending("two"));
        assertEquals(1, FileAvatarStore.open(place).list(ALL, 10, null).size());
        assertThrows(AvatarStoreException.class, () -> old.insert(pending("three")));
    }

    @Test
    void halfWrittenFilesGoOnceTheyAreOld() throws IOException {
        AvatarRecord record = FileAvatarStore.open(directory).insert(pending("one"));
        Path old = fileOf(record.id()).resolveSibling(record.id() + ".old.tmp");
        Path young = fileOf(record.id()).resolveSibling(record.id() + ".young.tmp");
        Files.writeString(old, "avatar-rec");
        Files.writeString(young, "avatar-rec");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        FileAvatarStore.open(directory);

        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young), "somebody may be writing it");
    }

    @Test
    void filesThatAreNoRecordsAreLeftAlone() throws IOException {
        AvatarRecord record = FileAvatarStore.open(directory).insert(pending("one"));
        Files.writeString(directory.resolve("records/.DS_Store"), "");
        Files.writeString(fileOf(record.id()).resolveSibling("copy of " + record.id() + ".avatar"), "");

        assertEquals(List.of(record), FileAvatarStore.open(directory).list(ALL, 10, null));
        assertTrue(Files.exists(directory.resolve("records/.DS_Store")));
    }

    private AvatarStore faulty() {
        return FileAvatarStore.open(directory, disk, DirectoryLock.PATIENCE);
    }

    private Path fileOf(AvatarId id) {
        return directory.resolve("records").resolve(id.value().substring(0, 2)).resolve(id + ".avatar");
    }

    private void damage(AvatarId id) throws IOException {
        byte[] bytes = Files.readAllBytes(fileOf(id));
        bytes[40] ^= 1;
        bytes[bytes.length / 2 + 40] ^= 1;
        Files.write(fileOf(id), bytes);
    }

    private List<Path> filesIn(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

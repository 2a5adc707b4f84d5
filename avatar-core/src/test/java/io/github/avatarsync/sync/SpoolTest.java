package io.github.avatarsync.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    private static final int PIECE = SpoolMemory.PIECE;

    private final SpoolMemory memory = new SpoolMemory(3L * PIECE);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE - 1, 3 * PIECE, 5 * PIECE + 7})
    void bytesAreTheSameInMemoryAndInAFile(int size) throws IOException {
        byte[] bytes = bytes(size);
        try (Spool spool = Spool.read(new ByteArrayInputStream(bytes), 10L * PIECE, memory)) {
            assertEquals(size, spool.size());
            assertEquals(Spool.hash(Content.of(bytes)), spool.hash());
            for (int i = 0; i < 2; i++) {
                try (InputStream in = spool.open()) {
                    assertArrayEquals(bytes, in.readAllBytes());
                }
            }
        }
    }

    @Test
    void whatKilledProcessesLeftIsRemovedADayLater() throws IOException {
        Path stale = Files.createTempFile("avatar-", ".spool");
        Path recent = Files.createTempFile("avatar-", ".spool");
        Path foreign = Files.createTempFile("other-", ".spool");
        try {
            Files.setLastModifiedTime(stale, ago(Duration.ofHours(25)));
            Files.setLastModifiedTime(recent, ago(Duration.ofHours(23)));
            Files.setLastModifiedTime(foreign, ago(Duration.ofHours(25)));

            Spool.read(new ByteArrayInputStream(bytes(5 * PIECE)), 10L * PIECE, memory)
                    .close();

            assertFalse(Files.exists(stale));
            assertTrue(Files.exists(recent));
            assertTrue(Files.exists(foreign));
        } finally {
            Files.deleteIfExists(recent);
            Files.deleteIfExists(foreign);
        }
    }

    private static FileTime ago(Duration age) {
        return FileTime.from(Instant.now().minus(age));
    }

    @Test
    void skippingGoesOverThePieces() throws IOException {
        byte[] bytes = bytes(2 * PIECE + 100);
        try (Spool spool = Spool.read(new ByteArrayInputStream(bytes), 10L * PIECE, memory);
                InputStream in = spool.open()) {
            assertEquals(bytes[0], (byte) in.read());
            in.skipNBytes(PIECE + 9);
            assertEquals(bytes[PIECE + 10], (byte) in.read());
            assertEquals(bytes.length - PIECE - 11, in.available());
            assertEquals(bytes.length - PIECE - 11, in.skip(Long.MAX_VALUE));
            assertEquals(-1, in.read());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, PIECE, 4 * PIECE})
    void oneByteOverTheLimitTellsThatThereAreMore(int limit) throws IOException {
        try (Spool spool = Spool.read(new ByteArrayInputStream(bytes(limit + 5)), limit, memory)) {
            assertEquals(limit + 1, spool.size());
        }
    }

    @Test
    void memoryComesBackWhenTheSpoolIsClosed() throws IOException {
        Spool first = Spool.read(new ByteArrayInputStream(bytes(PIECE + 1)), 10L * PIECE, memory);
        assertTrue(memory.take());
        assertFalse(memory.take());
        memory.giveBack(1);
        first.close();
        first.close();
        assertPieces(3);
    }

    @Test
    void memoryComesBackWhenItDoesNotSuffice() throws IOException {
        Spool large = Spool.read(new ByteArrayInputStream(bytes(4 * PIECE)), 10L * PIECE, memory);
        assertPieces(3);
        large.close();
        assertPieces(3);
    }

    @Test
    void memoryComesBackWhenTheStreamFails() {
        InputStream failing = new InputStream() {
            private int left = PIECE + 1;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("the line is gone");
                }
                return 0;
            }
        };
        assertThrows(IOException.class, () -> Spool.read(failing, 10L * PIECE, memory));
        assertPieces(3);
    }

    private void assertPieces(int expected) {
        int count = 0;
        while (memory.take()) {
            count++;
        }
        memory.giveBack(count);
        assertEquals(expected, count);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}

package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.testkit.SampleRecords;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartUpTest {
    private static final int RECORDS = 10_000;

    /** Measured: well under 2 seconds, on a machine that has nothing else to do. */
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void tenThousandRecordsAreReadAtTheStartInNoTime() throws IOException {
        OwnerId owner = OwnerId.of("ann");
        SampleRecords samples = new SampleRecords();
        for (int i = 0; i < RECORDS; i++) {
            write(samples.pending(owner).save());
        }

        long start = System.nanoTime();
        long cpu = cpu();
        try (AvatarSync sync = AvatarSync.builder().directory(directory).open()) {
            assertEquals(20, sync.of(owner).list(20, null).items().size());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.println(String.format(
                    Locale.ROOT,
                    "start-up: %,d records, first page after %,d ms, %,d ms of CPU",
                    RECORDS,
                    took.toMillis(),
                    Duration.ofNanos(cpu() - cpu).toMillis()));
            assertTrue(took.compareTo(GENEROUS) < 0, took::toString);
            assertEquals(RECORDS, sync.status().pending());
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** As the store does, but for the fsyncs, which would take a minute. */
    private void write(AvatarRecord record) throws IOException {
        Path shard = directory.resolve("records").resolve(record.id().value().substring(0, 2));
        Files.createDirectories(shard);
        Files.write(shard.resolve(record.id() + ".avatar"), RecordFile.encode(record));
    }
}

package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a real operating system refuses to write is a typed error, and everything else goes on. */
@DisabledOnOs(OS.WINDOWS)
class CrampedDiskTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    /** The shell refuses this process files of more than 64 KiB (128 blocks), as a full disk would. */
    private static final List<String> CRAMPED = List.of("sh", "-c", "ulimit -f 128; exec \"$@\"", "sh");

    @TempDir
    Path home;

    @Test
    void anUploadThatFindsNoSpaceIsRefusedAndTheOthersGoOn() throws Exception {
        try (World world = World.light(home);
                AppProcess app = AppProcess.start(CRAMPED, CrampedApp.class, Map.of(), List.of(home))) {
            List<String> lines = new ArrayList<>();
            app.forEachLine(lines::add).join();
            assertTrue(app.endsWithin(LONG));

            assertEquals(4, lines.size(), lines::toString);
            world.ledger.hear(Statement.parse(lines.get(0)));
            assertTrue(lines.get(1).matches("REFUSED AvatarStoreException: .*full disk.*"), lines::toString);
            world.ledger.hear(Statement.parse(lines.get(2)));
            assertEquals("DRAINED true", lines.get(3));
            assertEquals(List.of(), staged(home), "left behind");
            try (Aftermath aftermath = world.restart()) {
                assertEquals(List.of(), aftermath.examineToTheEnd());
            }
        }
    }

    @Test
    void aDirectoryThatMayOnlyBeReadRefusesUploadsAndShowsWhatIsThere() throws IOException {
        AvatarSync sync = AvatarSync.builder().directory(home).open();
        var before = sync.of(OwnerId.of("ann")).upload(AvatarSource.bytes(SampleImages.png(20, 20, 1)));
        permit("r-xr-xr-x");
        try {
            assumeTrue(!canWrite(), "the superuser may write everywhere");
            assertThrows(
                    AvatarStoreException.class,
                    () -> sync.of(OwnerId.of("ann")).upload(AvatarSource.bytes(SampleImages.png(20, 20, 2))));
            assertEquals(before, sync.of(OwnerId.of("ann")).find(before.id()).orElseThrow());
        } finally {
            permit("rwxr-xr-x");
            sync.close();
        }
    }

    private boolean canWrite() {
        try {
            Files.delete(Files.createFile(home.resolve("records/probe")));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void permit(String permissions) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path directory : all.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
            }
        }
    }

    private static List<Path> staged(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> path.toString().endsWith(".tmp")).toList();
        }
    }
}

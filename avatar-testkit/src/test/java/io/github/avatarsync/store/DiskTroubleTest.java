package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarStoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk fails at every operation in turn, for once or until somebody looks after it; the process goes on: what fails is a typed
 * error, what was acknowledged is there, and everything gets where it belongs once the disk works.
 */
class DiskTroubleTest {
    @TempDir
    Path real;

    private Path base;
    private int failures;
    private int acknowledged;
    private int lost;

    @BeforeEach
    void makeWhatTheLocksNeed() throws Exception {
        base = real.toRealPath();
        Files.createDirectory(base.resolve("media"));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedSurvivesADiskThatIs(Condition condition) throws Exception {
        boolean reached = true;
        try {
            for (int operation = 1; reached; operation++) {
                reached = fail(operation, condition);
            }
        } finally {
            System.out.println(String.format(
                    Locale.ROOT,
                    "disk trouble: %s at %,d operations, %,d acknowledged, lost %d",
                    condition,
                    failures,
                    acknowledged,
                    lost));
        }
        assertTrue(failures > 100);
    }

    private boolean fail(int at, Condition condition) throws Exception {
        PoweredHousehold home = new PoweredHousehold(base);
        SimulatedDisk disk = home.disk();
        disk.trouble(operation -> {
            if (condition.concerns(disk.operations(), at)) {
                condition.before(operation);
            }
        });
        try {
            home.live();
        } catch (AvatarStoreException typed) {
            // The rest of that life is not lived: the application tells its user.
        } catch (RuntimeException | Error e) {
            throw new AssertionError(condition + " at operation " + at + ": not a typed error: " + e, e);
        }
        if (disk.operations() < at) {
            return false;
        }
        failures++;
        acknowledged += home.acknowledged();
        disk.trouble(operation -> {});
        try {
            home.openIfNotOpen();
            home.assertNothingLost();
        } catch (AssertionError | RuntimeException e) {
            lost++;
            throw new AssertionError(condition + " at operation " + at + ": " + e, e);
        }
        return true;
    }

    enum Condition {
        /** No space: nothing can be written, but names can be changed. */
        FULL(true, Set.of("create", "write", "makeDirectory")) {
            @Override
            IOException failure() {
                return new FileSystemException("file", null, "No space left on device");
            }
        },
        READ_ONLY(true, Set.of("create", "write", "makeDirectory", "move", "delete")) {
            @Override
            IOException failure() {
                return new AccessDeniedException("file");
            }
        },
        /** Everything fails, fsync and reading included, as when a cable is loose. */
        GONE(true, Set.of("create", "write", "makeDirectory", "move", "delete", "sync", "read", "list")) {
            @Override
            IOException failure() {
                return new IOException("Input/output error");
            }
        },
        /** One operation fails, the next one works. */
        UNRELIABLE(false, GONE.operations) {
            @Override
            IOException failure() {
                return new IOException("Input/output error");
            }
        };

        private final boolean lasts;
        private final Set<String> operations;

        Condition(boolean lasts, Set<String> operations) {
            this.lasts = lasts;
            this.operations = operations;
        }

        boolean concerns(int operation, int from) {
            return lasts ? operation >= from : operation == from;
        }

        void before(String operation) throws IOException {
            if (operations.contains(operation)) {
                throw failure();
            }
        }

        abstract IOException failure();
    }
}

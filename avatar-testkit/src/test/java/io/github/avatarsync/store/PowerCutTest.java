package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.store.SimulatedDisk.PowerCut;
import io.github.avatarsync.store.SimulatedDisk.Survival;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The power goes at every operation on the disk, in turn; what was acknowledged is there when it is back. */
class PowerCutTest {
    private static final long SEED = Long.getLong("cuts.seed", System.nanoTime());

    /** How often each operation is cut with any part of what was not durable surviving. */
    private static final int ANY_PARTS = Integer.getInteger("cuts.parts", 1);

    /** Within how many operations after a restart the power may go again. */
    private static final int SOON = 40;

    @TempDir
    Path real;

    private Path base;
    private int cuts;
    private int acknowledged;
    private int lost;

    @BeforeEach
    void makeWhatTheLocksNeed() throws Exception {
        base = real.toRealPath();
        Files.createDirectory(base.resolve("media"));
    }

    @Test
    void whatWasAcknowledgedSurvivesAPowerCutAtEveryOperation() throws Exception {
        try {
            cutEverywhere(what -> true);
        } finally {
            System.out.println(String.format(
                    Locale.ROOT,
                    "power cuts: %,d cuts, %,d acknowledged, lost %d (seed %d)",
                    cuts,
                    acknowledged,
                    lost,
                    SEED));
        }
        assertTrue(cuts > 500);
    }

    /** Whatever the stores force is needed: without it some cut does harm. */
    @ParameterizedTest
    @CsvSource({
        "the bytes of a record, file records/.*",
        "the name of a record, names records/..",
        "the name of a shard of records, names records",
        "the name of the records, names",
        "the bytes of a media file, file media/.*",
        "the names of media files, names media/../.*tmp",
        "the name of a media directory, names media/..",
        "the name of a shard of media, names media"
    })
    void withoutForcing(String what, String pattern) throws Exception {
        boolean harmless = false;
        try {
            cutEverywhere(forced -> !forced.strip().matches(pattern));
            harmless = true;
        } catch (AssertionError harm) {
            assertTrue(harm.getMessage().contains("cut at operation"), harm::getMessage);
        }
        assertEquals(false, harmless, () -> "nobody needs " + what + " to be forced");
    }

    private void cutEverywhere(Predicate<String> forced) throws Exception {
        boolean reached = true;
        for (int operation = 1; reached; operation++) {
            for (Survival survival : Survival.values()) {
                int times = survival == Survival.ANYTHING ? ANY_PARTS : 1;
                for (int i = 0; reached && i < times; i++) {
                    reached = cut(operation, survival, SEED + 31L * operation + i, forced);
                }
            }
        }
    }

    private boolean cut(int at, Survival survival, long seed, Predicate<String> forced) throws Exception {
        Random random = new Random(seed);
        PoweredHousehold home = new PoweredHousehold(base);
        home.disk().force(forced);
        cutAt(home.disk(), at);
        try {
            home.live();
            return false;
        } catch (PowerCut e) {
            cuts++;
        }
        SimulatedDisk left = home.disk().afterPowerCut(survival, random);
        left.force(forced);
        try {
            if (survival == Survival.ANYTHING) {
                left = cutAgain(home, left, random);
            }
            home.restart(left);
            acknowledged += home.acknowledged();
            home.assertNothingLost();
        } catch (AssertionError | RuntimeException e) {
            lost++;
            throw new AssertionError(
                    "cut at operation " + at + ", survived: " + survival + ", seed " + seed + ": " + e, e);
        }
        return true;
    }

    /** While the next start repairs, or goes on with what was left. */
    private SimulatedDisk cutAgain(PoweredHousehold home, SimulatedDisk disk, Random random) throws Exception {
        cutAt(disk, 1 + random.nextInt(SOON));
        try {
            home.restart(disk);
            home.goOn();
            return disk;
        } catch (PowerCut e) {
            cuts++;
            return disk.afterPowerCut(Survival.ANYTHING, random);
        }
    }

    private static void cutAt(SimulatedDisk disk, int at) {
        disk.trouble(operation -> {
            if (disk.changes() >= at) {
                throw new PowerCut();
            }
        });
    }
}

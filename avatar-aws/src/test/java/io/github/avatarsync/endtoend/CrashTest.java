package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes end in the middle of everything: halted at each named point, or killed at any moment, alone or several on one
 * directory; what they had acknowledged is all there, and gets where it belongs.
 *
 * <p>{@code -Dcrashes.kills=1000} sets how many are killed; {@code -Dcrashes.seed=…} what they do and for how long they live.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
    private static final int KILLS = Integer.getInteger("crashes.kills", 50);
    private static final long SEED = Long.getLong("crashes.seed", System.nanoTime());

    /** How many processes die on one directory before a new one is begun. */
    private static final int DEATHS = 10;

    /** Longer than a lease: what the dead had claimed is due for the next one. */
    private static final Duration BETWEEN_LIVES = Duration.ofMinutes(5);

    /** How many processes may be busy on one directory at once, and how many directories there are at once. */
    private static final int AT_ONCE = 3;

    private static final int LONGEST_LIFE_MILLIS = 400;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final AtomicInteger points = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    @TempDir
    Path homes;

    @AfterAll
    void print() {
        System.out.println(String.format(
                Locale.ROOT,
                "crashes: %d points, %,d killed, %,d acknowledged, lost %d (seed %d)",
                points.get(),
                killed.get(),
                acknowledged.get(),
                lost.get(),
                SEED));
    }

    @Test
    void whatWasAcknowledgedSurvivesAHaltAtEveryPoint() throws Exception {
        List<Callable<Void>> lives = new ArrayList<>();
        for (CrashPoint point : CrashPoint.values()) {
            lives.add(() -> haltedAt(point));
        }
        all(lives);
        assertTrue(points.get() >= 25);
    }

    private Void haltedAt(CrashPoint point) throws Exception {
        try (World world = World.light(home(point.name()));
                AppProcess app = AppProcess.start(CrashingApp.class, Map.of(), List.of(world.home, point))) {
            app.forEachLine(line -> world.ledger.hear(Statement.parse(line))).join();
            assertTrue(app.endsWithin(LONG), () -> point + ": hangs");
            assertEquals(CrashPoint.HALTED, app.exitCode(), () -> point + ": was not reached");
            points.incrementAndGet();
            world.clock.advance(BETWEEN_LIVES);
            examine(world, true);
            acknowledged.addAndGet(world.ledger.acknowledged());
        }
        return null;
    }

    @Test
    void whatWasAcknowledgedSurvivesAKillAtAnyMoment() throws Exception {
        List<Callable<Void>> lives = new ArrayList<>();
        for (int i = 0; i < Math.max(1, KILLS * 8 / 10 / DEATHS); i++) {
            int number = i;
            lives.add(() -> live(World.light(home("light-" + number)), SEED + number));
        }
        all(lives);
    }

    @Test
    void whatWasAcknowledgedSurvivesAKillOverCognitoAndS3() throws Exception {
        List<Callable<Void>> lives = new ArrayList<>();
        for (int i = 0; i < Math.max(1, KILLS * 2 / 10 / DEATHS); i++) {
            int number = i;
            lives.add(() -> live(World.ofAws(home("aws-" + number)), SEED - 1 - number));
        }
        all(lives);
    }

    private Path home(String name) throws IOException {
        return Files.createDirectory(homes.resolve(name));
    }

    /** Generations of processes on one directory. */
    private Void live(World newWorld, long seed) throws Exception {
        Random random = new Random(seed);
        try (World world = newWorld) {
            for (int deaths = 0; deaths < DEATHS; ) {
                int together = Math.min(DEATHS - deaths, 1 + random.nextInt(AT_ONCE));
                liveAndDie(world, together, random);
                deaths += together;
                killed.addAndGet(together);
                world.clock.advance(BETWEEN_LIVES);
                // What one generation leaves undone is sometimes left to the next.
                examine(world, deaths == DEATHS || random.nextBoolean());
            }
            acknowledged.addAndGet(world.ledger.acknowledged());
        }
        return null;
    }

    /** Some processes at once, each killed after a random time or a random number of words. */
    private static void liveAndDie(World world, int together, Random random) throws Exception {
        List<AppProcess> apps = new ArrayList<>();
        List<CompletableFuture<Void>> silent = new ArrayList<>();
        CountDownLatch words = new CountDownLatch(1 + random.nextInt(20 * together));
        try {
            for (int i = 0; i < together; i++) {
                AppProcess app = world.start(random.nextLong());
                apps.add(app);
                silent.add(app.forEachLine(line -> {
                    world.ledger.hear(Statement.parse(line));
                    words.countDown();
                }));
            }
            assertTrue(words.await(LONG.toSeconds(), TimeUnit.SECONDS), "nothing is acknowledged");
            for (AppProcess app : apps) {
                boolean ended = app.endsWithin(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS / together)));
                assertTrue(!ended, "ended by itself");
                app.kill();
            }
        } finally {
            apps.forEach(AppProcess::close);
        }
        silent.forEach(CompletableFuture::join);
    }

    private void examine(World world, boolean toTheEnd) throws Exception {
        try (Aftermath aftermath = world.restart()) {
            List<String> gone = toTheEnd ? aftermath.examineToTheEnd() : aftermath.examine();
            lost.addAndGet(gone.size());
            assertEquals(List.of(), gone, () -> world.home + ", seed " + SEED);
        }
    }

    private static void all(List<Callable<Void>> lives) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Void> life : threads.invokeAll(lives)) {
                life.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

package io.github.avatarsync;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.testkit.FakeCredentialsSource;
import io.github.avatarsync.testkit.InMemoryCloudStorage;
import io.github.avatarsync.testkit.SampleImages;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With nothing to do the library, its timer running, calls nobody and computes nothing. */
class IdleTest {
    private static final OwnerId ANN = OwnerId.of("ann");
    private static final int AVATARS = 20;
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(1);

    /** A loop that never waits would take all of the window. */
    private static final Duration MOST_CPU = WINDOW.dividedBy(10);

    @TempDir
    Path directory;

    private final InMemoryCloudStorage cloud = new InMemoryCloudStorage(Clock.systemUTC());
    private final FakeCredentialsSource credentials = new FakeCredentialsSource(cloud, Clock.systemUTC());

    /** Why there is nothing to do. */
    enum Reason {
        ALL_SYNCED,
        WAITS_FOR_SECOND_SWEEP,
        SIGNED_OUT,
        OFFLINE
    }

    @ParameterizedTest
    @EnumSource
    void idleIsNoCallAndNoCpu(Reason reason) throws Exception {
        credentials.signIn(ANN);
        if (reason == Reason.SIGNED_OUT) {
            credentials.signOut(ANN);
        } else if (reason == Reason.OFFLINE) {
            cloud.offline();
        }
        try (AvatarSync sync = AvatarSync.builder()
                .directory(directory)
                .cloud(cloud, credentials)
                .rules(MediaRules.builder().thumbnailSizes(16).build())
                .open()) {
            for (int i = 0; i < AVATARS; i++) {
                sync.of(ANN).upload(AvatarSource.bytes(SampleImages.png(20, 20, i)));
            }
            awaitIdle(sync, reason);
            assertIdle(reason);
        }
    }

    private void awaitIdle(AvatarSync sync, Reason reason) throws Exception {
        if (reason == Reason.ALL_SYNCED || reason == Reason.WAITS_FOR_SECOND_SWEEP) {
            for (Avatar avatar : sync.of(ANN).list(AVATARS, null).items()) {
                sync.of(ANN).whenSynced(avatar.id()).get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
        }
        if (reason == Reason.WAITS_FOR_SECOND_SWEEP) {
            for (Avatar avatar : sync.of(ANN).list(AVATARS, null).items()) {
                sync.of(ANN).delete(avatar.id());
                sync.of(ANN).whenDeleted(avatar.id()).get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
        }
        letPass(WINDOW.dividedBy(2)); // what is under way comes to its end
    }

    private void assertIdle(Reason reason) throws InterruptedException {
        int calls = calls();
        Duration cpu = cpu();
        letPass(WINDOW);
        Duration used = cpu().minus(cpu);
        int made = calls() - calls;
        System.out.println(String.format(
                Locale.ROOT,
                "idle: %s, %d avatars, %d calls and %d ms of CPU in %d s",
                reason,
                AVATARS,
                made,
                used.toMillis(),
                WINDOW.toSeconds()));
        assertTrue(made <= (reason == Reason.OFFLINE ? 1 : 0), () -> made + " calls");
        assertTrue(used.compareTo(MOST_CPU) < 0, used::toString);
    }

    private int calls() {
        return cloud.calls().size() + credentials.calls().size();
    }

    /** What the library's own threads have used so far. */
    private static Duration cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Duration.ofNanos(Arrays.stream(threads.dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().startsWith("avatar-sync"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum());
    }

    private static void letPass(Duration time) throws InterruptedException {
        assertFalse(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS));
    }
}

package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.Stall;
import io.github.avatarsync.localaws.When;
import io.github.avatarsync.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CognitoCredentialsSourceTest {
    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void anAnswerThatLayInABufferWhileTheMachineSleptIsAsOldAsItIs() throws Exception {
        Host host = new Host(aws);
        OwnerId anna = host.signIn("anna");
        ManualClock clock = new ManualClock(Instant.now());
        Stall asleep = Stall.beforeAnswer();
        aws.fault(When.next().on(Operation.GET_CREDENTIALS), Effect.hold(asleep));
        try (CognitoCredentialsSource source = host.credentials().clock(clock).build()) {
            CompletableFuture<Session> answer = CompletableFuture.supplyAsync(() -> source.session(anna, null));
            assertTrue(asleep.awaitReached(Duration.ofMinutes(1)));
            clock.advance(Duration.ofHours(3));
            asleep.release();

            Instant end = answer.get(60, TimeUnit.SECONDS).expiresAt();

            assertTrue(end.isBefore(clock.instant()), "keys of three hours ago live until " + end);
        }
    }

    @Test
    void twoHundredOwnersAtOnceKeepToTheRate() throws Exception {
        Host host = new Host(aws);
        List<OwnerId> owners = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            owners.add(host.signIn("owner-" + i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(200);
        try (CognitoCredentialsSource source =
                host.credentials().requestsPerSecond(100, 1000).build()) {
            source.session(host.signIn("warm"), null);
            long start = System.nanoTime();
            List<CompletableFuture<Session>> answers = owners.stream()
                    .map(owner -> CompletableFuture.supplyAsync(() -> source.session(owner, null), threads))
                    .toList();
            Set<String> identities = new HashSet<>();
            for (CompletableFuture<Session> answer : answers) {
                identities.add(answer.get(60, TimeUnit.SECONDS).identity());
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertEquals(owners.stream().map(o -> aws.identityOf(o.value())).collect(Collectors.toSet()), identities);
            // 25 at once, the other 175 a hundredth of a second apart.
            assertTrue(took.toMillis() >= 1740, "200 identities at 100 a second took " + took);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoWaitsForItsTurnObeysInterruption() throws Exception {
        Host host = new Host(aws);
        try (CognitoCredentialsSource source =
                host.credentials().requestsPerSecond(1, 1).build()) {
            source.session(host.signIn("first"), null);
            OwnerId second = host.signIn("second");
            FutureTask<Boolean> waiting = new FutureTask<>(() -> {
                CredentialsException e = assertThrows(CredentialsException.class, () -> source.session(second, null));
                assertEquals(CredentialsException.Kind.TRANSIENT, e.kind());
                return Thread.currentThread().isInterrupted();
            });
            Thread thread = new Thread(waiting);
            thread.start();
            thread.interrupt();

            assertTrue(waiting.get(30, TimeUnit.SECONDS), "the flag is kept");
        }
    }

    @Test
    void aRateBelowOneIsRefused() {
        CognitoCredentialsSource.Builder builder = new Host(aws).credentials();

        assertThrows(IllegalArgumentException.class, () -> builder.requestsPerSecond(0, 150));
        assertThrows(IllegalArgumentException.class, () -> builder.requestsPerSecond(20, 0));
    }
}

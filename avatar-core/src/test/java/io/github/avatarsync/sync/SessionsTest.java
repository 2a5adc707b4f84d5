package io.github.avatarsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final OwnerId ALICE = OwnerId.of("alice");
    private static final OwnerId BOB = OwnerId.of("bob");

    private final TestTime time = new TestTime();
    private final AtomicInteger calls = new AtomicInteger();

    private final CredentialsSource hourly = (owner, rejected) -> session(owner, calls.incrementAndGet());

    private Session session(OwnerId owner, int number) {
        return new Session(
                owner,
                "id-" + owner,
                "test",
                "key-" + number,
                "secret",
                "token",
                time.instant().plus(Duration.ofHours(1)));
    }

    private Sessions sessions(CredentialsSource source) {
        return new Sessions(source, time, time::nanos, new Random(1), 100);
    }

    @Test
    void aThousandCallersOfOneOwnerCauseOneCall() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Sessions sessions = sessions((owner, rejected) -> {
            asked.countDown();
            await(answer);
            return session(owner, calls.incrementAndGet());
        });
        ExecutorService callers = Executors.newFixedThreadPool(64);
        try {
            List<Future<Session>> futures = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                futures.add(callers.submit(() -> sessions.get(ALICE, null)));
            }
            await(asked);
            answer.countDown();
            for (Future<Session> future : futures) {
                assertEquals("key-1", future.get(10, TimeUnit.SECONDS).keyId());
            }
        } finally {
            callers.shutdownNow();
        }
        assertEquals(1, calls.get());
    }

    @Test
    void thoseWhoWaitedForARefreshThatFailedShareItsFailure() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Sessions sessions = sessions((owner, rejected) -> {
            asked.countDown();
            await(answer);
            calls.incrementAndGet();
            throw new CredentialsException(Kind.OFFLINE, "no network", null);
        });
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread caller = new Thread(() -> assertThrows(CredentialsException.class, () -> sessions.get(ALICE, null)));
            caller.start();
            waiting.add(caller);
        }
        await(asked);
        for (Thread caller : waiting) {
            while (caller.getState() != Thread.State.WAITING && caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        answer.countDown();
        for (Thread caller : waiting) {
            caller.join(10_000);
        }
        assertEquals(1, calls.get());
    }

    @Test
    void aSessionIsKeptUntilFiveMinutesBeforeItsEndAndRefreshedAtMostAMinuteEarlier() {
        Sessions sessions = sessions(hourly);
        sessions.get(ALICE, null);

        time.advance(Duration.ofMinutes(54).minusSeconds(1));
        sessions.get(ALICE, null);
        assertEquals(1, calls.get());

        time.advance(Duration.ofMinutes(1).plusSeconds(1));
        assertEquals("key-2", sessions.get(ALICE, null).keyId());
        assertEquals(2, calls.get());
    }

    @Test
    void anEarlyRefreshThatFailsHarmsNobodyUntilTheLastMinute() {
        Sessions sessions = sessions((owner, rejected) -> {
            if (calls.incrementAndGet() > 1) {
                throw new CredentialsException(Kind.OFFLINE, "no network", null);
            }
            return session(owner, 1);
        });
        sessions.get(ALICE, null);
        time.advance(Duration.ofMinutes(56));

        assertEquals("key-1", sessions.get(ALICE, null).keyId());
        assertEquals("key-1", sessions.get(ALICE, null).keyId());
        assertEquals(2, calls.get(), "the next try waits a little");

        time.advance(Duration.ofMinutes(3).plusSeconds(1));
        assertThrows(CredentialsException.class, () -> sessions.get(ALICE, null));
    }

    @Test
    void whileOneRefreshesEarlyTheOthersGoOn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Sessions sessions = sessions((owner, rejected) -> {
            if (calls.incrementAndGet() > 1) {
                asked.countDown();
                await(answer);
            }
            return session(owner, calls.get());
        });
        sessions.get(ALICE, null);
        time.advance(Duration.ofMinutes(56));
        Thread refresher = new Thread(() -> sessions.get(ALICE, null));
        refresher.start();
        await(asked);

        assertEquals("key-1", sessions.get(ALICE, null).keyId());
        answer.countDown();
        refresher.join(10_000);
        assertEquals("key-2", sessions.get(ALICE, null).keyId());
    }

    @Test
    void aRefusedSessionIsReplacedOnceHoweverManyReportIt() {
        Sessions sessions = sessions(hourly);
        Session refused = sessions.get(ALICE, null);

        Session second = sessions.get(ALICE, refused);
        Session third = sessions.get(ALICE, refused);

        assertNotEquals(refused.keyId(), second.keyId());
        assertSame(second, third);
        assertEquals(2, calls.get());
    }

    @Test
    void aSourceThatReturnsTheRefusedSessionOrAStrangersIsNotBelieved() {
        Session alices = session(ALICE, 7);
        Sessions sessions = sessions((owner, rejected) -> alices);

        assertEquals(Kind.SIGNED_OUT, kind(() -> sessions.get(BOB, null)));
        assertEquals(Kind.REFUSED, kind(() -> sessions.get(ALICE, alices)));
    }

    @Test
    void aRefreshThatEndsAfterTheSignOutIsDropped() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Sessions sessions = sessions((owner, rejected) -> {
            asked.countDown();
            await(answer);
            return session(owner, 1);
        });
        Kind[] outcome = new Kind[1];
        Thread caller = new Thread(() -> outcome[0] = kind(() -> sessions.get(ALICE, null)));
        caller.start();
        await(asked);
        sessions.forget(ALICE);
        answer.countDown();
        caller.join(10_000);

        assertEquals(Kind.SIGNED_OUT, outcome[0]);
        assertTrue(sessions.peek(ALICE).isEmpty());
    }

    @Test
    void aSessionEndsWhenEitherClockSaysSo() {
        Sessions sessions = sessions(hourly);
        sessions.get(ALICE, null);
        time.advance(Duration.ofHours(1).plusSeconds(1));
        time.setWall(TestTime.NOON);
        assertTrue(sessions.peek(ALICE).isEmpty(), "the wall clock was set back, the monotonic one knows better");

        sessions.get(BOB, null);
        time.setWall(TestTime.NOON.plus(Duration.ofHours(2)));
        assertTrue(sessions.peek(BOB).isEmpty(), "the machine slept, the wall clock knows better");
    }

    @Test
    void longLivedKeysAreAskedForOnce() {
        Sessions sessions = sessions((owner, rejected) -> {
            calls.incrementAndGet();
            return new Session(owner, "i", "service", "key", "secret", null, null);
        });
        sessions.get(ALICE, null);
        time.advance(Duration.ofDays(400));
        sessions.get(ALICE, null);
        assertEquals(1, calls.get());
    }

    @Test
    void theCacheIsBoundedAndForgetsTheLongestUnusedOwner() {
        Sessions sessions = new Sessions(hourly, time, time::nanos, new Random(1), 2);
        sessions.get(ALICE, null);
        sessions.get(BOB, null);
        sessions.get(ALICE, null);
        sessions.get(OwnerId.of("carol"), null);

        assertTrue(sessions.peek(ALICE).isPresent());
        assertFalse(sessions.peek(BOB).isPresent());
    }

    private static Kind kind(Runnable call) {
        return assertThrows(CredentialsException.class, call::run).kind();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRateTest {
    /** The zero of nanoTime may be anywhere, also just before it overflows. */
    private long now = Long.MAX_VALUE - 1_000;

    private final List<Long> passed = new ArrayList<>();

    private RequestRate rate(int perSecond) {
        return RequestRate.of(perSecond, () -> now, wait -> now += wait.toNanos());
    }

    private void pass(RequestRate rate, int requests) throws InterruptedException {
        for (int i = 0; i < requests; i++) {
            rate.await();
            passed.add(now);
        }
    }

    private void rest(Duration time) {
        now += time.toNanos();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 150})
    void noSecondSeesMoreThanFiveQuartersOfTheRate(int perSecond) throws InterruptedException {
        RequestRate rate = rate(perSecond);
        pass(rate, 3 * perSecond + 7);
        rest(Duration.ofMinutes(5));
        pass(rate, 3 * perSecond + 7);

        long second = TimeUnit.SECONDS.toNanos(1);
        int allowed = perSecond + Math.max(1, perSecond / 4);
        for (int i = 0; i + allowed < passed.size(); i++) {
            assertTrue(passed.get(i + allowed) - passed.get(i) >= second - perSecond, "from request " + i);
        }
    }

    @Test
    void whatIsAllowedIsUsed() throws InterruptedException {
        long start = now;

        pass(rate(20), 205);

        assertEquals(10, (now - start) / 1e9, 0.001, "seconds for 5 at once and 200 one after another");
    }

    @Test
    void whoComesSeldomNeverWaits() throws InterruptedException {
        RequestRate rate = rate(20);
        for (int i = 0; i < 100; i++) {
            long before = now;
            rate.await();
            assertEquals(before, now);
            rest(Duration.ofMillis(50));
        }
    }

    @Test
    void whoWaitsIsInterrupted() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        RequestRate rate = RequestRate.of(1, () -> now, wait -> {
            waiting.countDown();
            new CountDownLatch(1).await();
        });
        rate.await();
        FutureTask<InterruptedException> second =
                new FutureTask<>(() -> assertThrows(InterruptedException.class, rate::await));
        Thread thread = new Thread(second);
        thread.start();
        assertTrue(waiting.await(30, TimeUnit.SECONDS), "the second one waits");

        thread.interrupt();

        second.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whoIsInterruptedAlreadyDoesNotAsk() {
        RequestRate rate = rate(1);
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, rate::await);

        assertFalse(Thread.currentThread().isInterrupted(), "as every blocking method of the JDK does");
    }

    @Test
    void aRateIsAtLeastOne() {
        assertThrows(IllegalArgumentException.class, () -> rate(0));
    }
}

package io.github.avatarsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchUploadTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final List<Outcome> outcomes = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void everySourceHasOneOutcomeWhoeverDidTheWork() {
        Batch batch = upload(counted(1_000, new AtomicInteger()), BatchUploadTest::avatar, threads);

        assertEquals(1_000, batch.accepted());
        assertEquals(
                IntStream.range(0, 1_000).boxed().toList(),
                outcomes.stream().map(Outcome::index).sorted().toList());
        assertEquals(1_000, batch.ids().size());
    }

    @Test
    void noMoreSourcesAreTakenThanThereAreWorkers() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch allBusy = new CountDownLatch(3);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            var batch = caller.submit(() -> upload(
                    counted(100, taken),
                    source -> {
                        allBusy.countDown();
                        await(goOn);
                        return avatar(source);
                    },
                    threads));
            assertTrue(allBusy.await(20, TimeUnit.SECONDS));

            assertEquals(3, taken.get(), "the caller and its two helpers");

            goOn.countDown();
            assertEquals(100, batch.get(20, TimeUnit.SECONDS).accepted());
        } finally {
            goOn.countDown();
            caller.shutdownNow();
        }
    }

    @Test
    void anErrorOfOneSourceIsItsOutcomeAndKeepsNobodyWaiting() {
        Batch batch = upload(
                counted(20, new AtomicInteger()),
                source -> {
                    throw new StackOverflowError("a scanner that never ends");
                },
                threads);

        assertEquals(new Batch(0, 20, List.of()), batch);
        assertInstanceOf(
                StackOverflowError.class, outcomes.get(0).error().orElseThrow().getCause());
    }

    @Test
    void sourcesThatBreakOffAreReportedOnceWhatWasTakenIsTold() {
        IllegalStateException broken = new IllegalStateException("the query failed");
        Iterable<AvatarSource> sources = () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < 10;
            }

            @Override
            public AvatarSource next() {
                if (next++ == 5) {
                    throw broken;
                }
                return AvatarSource.bytes(new byte[] {(byte) next});
            }
        };

        assertSame(
                broken,
                assertThrows(IllegalStateException.class, () -> upload(sources, BatchUploadTest::avatar, threads)));
        assertEquals(
                List.of(0, 1, 2, 3, 4),
                outcomes.stream().map(Outcome::index).sorted().toList());
    }

    @Test
    void anExecutorThatTakesNoWorkLeavesItToTheCaller() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };

        assertEquals(
                10,
                upload(counted(10, new AtomicInteger()), BatchUploadTest::avatar, full)
                        .accepted());
    }

    @Test
    void theSameAvatarTwiceIsOneId() {
        Avatar same = avatar(AvatarSource.bytes(new byte[] {1}));

        Batch batch = upload(counted(4, new AtomicInteger()), source -> same, threads);

        assertEquals(new Batch(4, 0, List.of(same.id())), batch);
    }

    private Batch upload(Iterable<AvatarSource> sources, Function<AvatarSource, Avatar> upload, Executor helpers) {
        return new BatchUpload(sources, upload).run(helpers, 2, outcomes::add);
    }

    private static Iterable<AvatarSource> counted(int count, AtomicInteger taken) {
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return taken.get() < count;
            }

            @Override
            public AvatarSource next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return AvatarSource.bytes(new byte[] {(byte) taken.getAndIncrement()});
            }
        };
    }

    private static final AtomicInteger IDS = new AtomicInteger();

    private static Avatar avatar(AvatarSource source) {
        return AvatarRecord.create(
                        AvatarId.of("ab".repeat(32), IDS.getAndIncrement()), OwnerId.of("anna"), Instant.EPOCH)
                .name(source.name())
                .save()
                .avatar();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

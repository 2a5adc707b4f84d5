package io.github.avatarsync.aws;

import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * One request under way. The thread that made this waits in {@link #await}: it relays progress, gives up when nothing moves or
 * it takes too long, and obeys interruption, from the start on. {@link #sent} may be called by any thread.
 */
final class Flight {
    private final Thread waiting = Thread.currentThread();
    private final String operation;
    private final String key;
    private final long size;
    private final Patience patience;
    private final S3Errors errors;
    private final long started = System.nanoTime();
    private final AtomicLong moved = new AtomicLong(started);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<Runnable> errand = new AtomicReference<>();

    Flight(String operation, String key, long size, Patience patience, S3Errors errors) {
        this.operation = operation;
        this.key = key;
        this.size = size;
        this.patience = patience;
        this.errors = errors;
        checkInterrupt();
    }

    private void checkInterrupt() {
        if (waiting.isInterrupted()) {
            throw new CloudStorageException(Kind.INTERRUPTED, what() + "the thread was interrupted", null);
        }
    }

    /** Notes that bytes have moved; {@code total} falls when the SDK begins again. */
    void sent(long total) {
        moved.set(System.nanoTime());
        if (sent.accumulateAndGet(Math.min(total, size), Math::max) == total) {
            LockSupport.unpark(waiting);
        }
    }

    /** Has something done by the thread that waits in {@link #await}, which passes on what it throws; one thing at a time. */
    void onWaitingThread(Runnable task) {
        errand.set(task);
        LockSupport.unpark(waiting);
    }

    <T> T await(CompletableFuture<T> answer) {
        return await(answer, ignored -> {});
    }

    <T> T await(CompletableFuture<T> answer, LongConsumer progress) {
        var unused = answer.whenComplete((done, failure) -> LockSupport.unpark(waiting));
        try {
            relayUntilDone(answer, progress);
            return answer.join();
        } catch (CompletionException | CancellationException e) {
            // Cancelled by nobody here: the client was closed meanwhile.
            CloudStorageException error = errors.of(operation, key, e);
            if (error.kind() == Kind.INTERRUPTED) {
                // The SDK noticed first, and took the flag.
                waiting.interrupt();
            }
            throw error;
        } finally {
            // Does nothing to what is done; else the connection is closed.
            answer.cancel(true);
        }
    }

    private void relayUntilDone(CompletableFuture<?> answer, LongConsumer progress) {
        long told = 0;
        while (true) {
            Runnable task = errand.getAndSet(null);
            if (task != null) {
                task.run();
            }
            boolean done = answer.isDone();
            long now = sent.get();
            if (now > told) {
                told = now;
                progress.accept(now);
            }
            if (done) {
                return;
            }
            checkInterrupt();
            // Whoever was told may have waited for something itself, and used up the wake-up of the answer.
            if (told == sent.get() && !answer.isDone() && errand.get() == null) {
                LockSupport.parkNanos(this, timeLeft(told));
            }
        }
    }

    /** In nanoseconds; throws when there is none. */
    private long timeLeft(long told) {
        long now = System.nanoTime();
        Duration quiet = patience.withoutAByte(told);
        long untilStall = quiet.toNanos() - (now - moved.get());
        if (untilStall <= 0) {
            throw givenUp("nothing moved for " + quiet.toSeconds() + " s");
        }
        Duration cap = patience.cap(size);
        long untilCap = cap.toNanos() - (now - started);
        if (untilCap <= 0) {
            throw givenUp("not finished after " + cap.toSeconds() + " s");
        }
        return Math.min(untilStall, untilCap);
    }

    private CloudStorageException givenUp(String seen) {
        return new CloudStorageException(Kind.TRANSIENT, what() + seen + "; it is tried again", null);
    }

    private String what() {
        return operation + " " + key + ": ";
    }
}

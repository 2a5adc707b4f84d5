package io.github.avatarsync;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The two executors: the host's, or daemon threads of our own, which alone are ended. */
final class Threads {
    private static final long PATIENCE_SECONDS = 2;

    private final Executor work;
    private final Executor callbacks;
    private final List<ExecutorService> own = new ArrayList<>();

    Threads(@Nullable Executor work, @Nullable Executor callbacks, int workers) {
        this.work = work != null ? work : own(Executors.newFixedThreadPool(workers, named("avatar-sync-work-")));
        this.callbacks =
                callbacks != null ? callbacks : own(Executors.newSingleThreadExecutor(named("avatar-sync-callback-")));
    }

    private ExecutorService own(ExecutorService executor) {
        own.add(executor);
        return executor;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    Executor work() {
        return work;
    }

    Executor callbacks() {
        return callbacks;
    }

    /** Runs a short task on the work executor, or here if that takes no more. */
    void workOrHere(Runnable task) {
        try {
            work.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Lets our own threads finish what is queued, for a bounded time. */
    void close() {
        own.forEach(ExecutorService::shutdown);
        for (ExecutorService executor : own) {
            try {
                if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    executor.shutdownNow();
                }
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }
}

package io.github.avatarsync.aws;

import jakarta.annotation.Nullable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something expensive that is built at its first use, because SDK clients take a second or more, and closed once. What was
 * borrowed is not closed.
 */
final class LazyClient<T> implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<? extends T> build;
    private final Consumer<? super T> close;
    private volatile @Nullable T built;
    private volatile boolean closed;

    private LazyClient(Supplier<? extends T> build, Consumer<? super T> close) {
        this.build = build;
        this.close = close;
    }

    static <T extends AutoCloseable> LazyClient<T> owned(Supplier<? extends T> build) {
        return new LazyClient<>(build, LazyClient::closeQuietly);
    }

    static <T> LazyClient<T> borrowed(T client) {
        return new LazyClient<>(() -> client, ignored -> {});
    }

    private static void closeQuietly(AutoCloseable client) {
        try {
            client.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("an AWS client cannot be closed", e);
        }
    }

    T get() {
        T ready = built;
        return ready != null && !closed ? ready : getOrBuild();
    }

    private T getOrBuild() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("already closed");
            }
            T ready = built;
            if (ready == null) {
                ready = build.get();
                built = ready;
            }
            return ready;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            T ready = built;
            if (!closed && ready != null) {
                close.accept(ready);
            }
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}

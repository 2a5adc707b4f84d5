package io.github.avatarsync.examples;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

/** The event thread as a test sees it: it does things there, and waits for what is seen there. */
final class EventThread {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EventThread() {}

    static <T> T call(Callable<T> body) throws Exception {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<Exception> thrown = new AtomicReference<>();
        Runnable task = () -> {
            try {
                result.set(body.call());
            } catch (Exception e) {
                thrown.set(e);
            }
        };
        try {
            SwingUtilities.invokeAndWait(task);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
        if (thrown.get() != null) {
            throw thrown.get();
        }
        return result.get();
    }

    static void run(Runnable body) throws Exception {
        call(() -> {
            body.run();
            return null;
        });
    }

    /** Waits until something is so. */
    static void until(String what, BooleanSupplier seen) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Timer look = new Timer(10, e -> {
            if (seen.getAsBoolean()) {
                done.complete(null);
            }
        });
        look.start();
        try {
            done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not seen in " + PATIENCE + ": " + what);
        } finally {
            look.stop();
        }
    }
}

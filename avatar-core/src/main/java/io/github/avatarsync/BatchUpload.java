package io.github.avatarsync;

import jakarta.annotation.Nullable;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Uploads many sources: the calling thread works, and helpers on the work executor join in when it has room.
 *
 * <p>Whoever is free takes the next source, so there are never more sources in memory than workers. Were the executor busy for hours,
 * the calling thread would do it all.
 */
final class BatchUpload {
    private final Iterator<AvatarSource> sources;
    private final Function<AvatarSource, Avatar> upload;
    private final ReentrantLock lock = new ReentrantLock();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private int taken;
    private int delivered;
    private int accepted;
    private final Set<AvatarId> ids = new LinkedHashSet<>();
    private boolean stopped;

    /** What the iterator threw: there are no more sources to be had, and the caller has to know. */
    @Nullable
    private RuntimeException broken;

    BatchUpload(Iterable<AvatarSource> sources, Function<AvatarSource, Avatar> upload) {
        this.sources = sources.iterator();
        this.upload = upload;
    }

    Batch run(Executor helpers, int helperCount, Consumer<Outcome> each) {
        for (int i = 0; i < helperCount; i++) {
            try {
                helpers.execute(this::help);
            } catch (RejectedExecutionException e) {
                break;
            }
        }
        try {
            while (uploadNext()) {
                deliverReady(each);
            }
            deliverRest(each);
        } finally {
            stop();
        }
        rethrowBroken();
        return new Batch(accepted, delivered - accepted, List.copyOf(ids));
    }

    private void help() {
        boolean more = true;
        while (more) {
            more = uploadNext();
        }
    }

    private boolean uploadNext() {
        AvatarSource source;
        int index;
        lock.lock();
        try {
            if (stopped || !sources.hasNext()) {
                return false;
            }
            source = sources.next();
            index = taken++;
        } catch (RuntimeException e) {
            stopped = true;
            broken = e;
            return false;
        } finally {
            lock.unlock();
        }
        outcomes.add(upload(index, source));
        return true;
    }

    private Outcome upload(int index, AvatarSource source) {
        try {
            return new Outcome(index, upload.apply(source), null);
        } catch (AvatarException e) {
            return new Outcome(index, null, e);
        } catch (RuntimeException | Error e) {
            // An error of a helper's thread, too: the caller waits for this outcome.
            return new Outcome(index, null, new AvatarException("source " + index + " failed: " + e, e));
        }
    }

    private void deliverReady(Consumer<Outcome> each) {
        for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            deliver(outcome, each);
        }
    }

    /** Every source that was taken gives an outcome, and no further ones are taken: there is no more to come than is missing. */
    private void deliverRest(Consumer<Outcome> each) {
        boolean interrupted = false;
        while (delivered < taken()) {
            try {
                deliver(outcomes.take(), each);
            } catch (InterruptedException e) {
                // The sources are already being stored: their outcomes are due to the caller all the same.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Outcome outcome, Consumer<Outcome> each) {
        delivered++;
        outcome.avatar().ifPresent(avatar -> {
            accepted++;
            ids.add(avatar.id());
        });
        each.accept(outcome);
    }

    private int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void rethrowBroken() {
        lock.lock();
        try {
            if (broken != null) {
                throw broken;
            }
        } finally {
            lock.unlock();
        }
    }

    private void stop() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
    }
}

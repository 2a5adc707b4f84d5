package io.github.avatarsync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** The futures that wait for an avatar to be synced or deleted. Each method returns what completes them, to be run elsewhere. */
final class Waiters {
    /** How many avatars are looked up in the store after a pass, for what other processes did. */
    private static final int LOOKS_PER_PASS = 256;

    private final AvatarStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<AvatarId, List<CompletableFuture<Avatar>>> synced = new HashMap<>();
    private final Map<AvatarId, List<CompletableFuture<Void>>> deleted = new HashMap<>();
    private final Set<AvatarId> toLook = new LinkedHashSet<>();
    private boolean closed;

    Waiters(AvatarStore store) {
        this.store = store;
    }

    CompletableFuture<Avatar> forSync(AvatarId id) {
        return register(synced, id);
    }

    CompletableFuture<Void> forDelete(AvatarId id) {
        return register(deleted, id);
    }

    private <T> CompletableFuture<T> register(Map<AvatarId, List<CompletableFuture<T>>> where, AvatarId id) {
        CompletableFuture<T> future = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                future.completeExceptionally(closedError(id));
            } else {
                where.computeIfAbsent(id, i -> new ArrayList<>()).add(future);
                toLook.add(id);
            }
        } finally {
            lock.unlock();
        }
        return future;
    }

    Runnable changed(Avatar avatar) {
        return switch (avatar.state()) {
            case SYNCED -> {
                List<CompletableFuture<Avatar>> futures = take(synced, avatar.id());
                yield () -> futures.forEach(f -> f.complete(avatar));
            }
            case BLOCKED ->
                fail(
                        avatar.id(),
                        "is blocked: "
                                + avatar.blocked()
                                        .map(b -> b.reason() + ": " + b.detail() + ". " + b.remedy())
                                        .orElse(""));
            case DELETING -> fail(avatar.id(), "was deleted");
            case PENDING -> () -> {};
        };
    }

    Runnable deleted(AvatarId id) {
        List<CompletableFuture<Void>> futures = take(deleted, id);
        return () -> futures.forEach(f -> f.complete(null));
    }

    Runnable gone(AvatarId id) {
        Runnable failed = fail(id, "was deleted");
        Runnable done = deleted(id);
        return () -> {
            failed.run();
            done.run();
        };
    }

    /** Looks at the records of what is waited for, a limited number at a time. */
    List<Runnable> look() {
        List<Runnable> completions = new ArrayList<>();
        for (AvatarId id : nextToLook()) {
            Optional<AvatarRecord> record;
            try {
                record = store.find(id);
            } catch (AvatarStoreException e) {
                continue;
            }
            completions.add(record.map(this::settle).orElseGet(() -> gone(id)));
        }
        return completions;
    }

    /** What a record's present state settles. */
    Runnable settle(AvatarRecord record) {
        Runnable known = changed(record.avatar());
        if (record.goal() != Goal.DELETE || record.sweptAt().isEmpty()) {
            return known;
        }
        Runnable done = deleted(record.id());
        return () -> {
            known.run();
            done.run();
        };
    }

    List<Runnable> close() {
        lock.lock();
        try {
            closed = true;
            List<Runnable> completions = new ArrayList<>();
            synced.forEach((id, futures) ->
                    futures.forEach(f -> completions.add(() -> f.completeExceptionally(closedError(id)))));
            deleted.forEach((id, futures) ->
                    futures.forEach(f -> completions.add(() -> f.completeExceptionally(closedError(id)))));
            synced.clear();
            deleted.clear();
            toLook.clear();
            return completions;
        } finally {
            lock.unlock();
        }
    }

    private Runnable fail(AvatarId id, String why) {
        List<CompletableFuture<Avatar>> futures = take(synced, id);
        return () ->
                futures.forEach(f -> f.completeExceptionally(new AvatarException("avatar " + id + " " + why, null)));
    }

    private static AvatarException closedError(AvatarId id) {
        return new AvatarException(
                "the library was closed before avatar " + id + " got there; it goes on after the next start", null);
    }

    private <T> List<T> take(Map<AvatarId, List<T>> from, AvatarId id) {
        lock.lock();
        try {
            List<T> futures = from.remove(id);
            if (!synced.containsKey(id) && !deleted.containsKey(id)) {
                toLook.remove(id);
            }
            return futures == null ? List.of() : futures;
        } finally {
            lock.unlock();
        }
    }

    private List<AvatarId> nextToLook() {
        lock.lock();
        try {
            List<AvatarId> ids = new ArrayList<>();
            Iterator<AvatarId> all = toLook.iterator();
            while (all.hasNext() && ids.size() < LOOKS_PER_PASS) {
                ids.add(all.next());
                all.remove();
            }
            toLook.addAll(ids);
            return ids;
        } finally {
            lock.unlock();
        }
    }
}

package io.github.avatarsync.testkit;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Content;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.Variant;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Local bytes in a map.
 *
 * <p>Does not imitate: durability (all instances share one map), {@code file:} URIs, a full disk (script it).
 */
public final class InMemoryMediaStore extends Fake implements MediaStore {
    private static final Set<Operation> OPERATIONS = EnumSet.copyOf(
            Stream.of(Operation.values()).filter(Operation::isMedia).toList());

    private final Data data;
    private final Clock clock;

    /**
     * An empty store.
     *
     * @param clock stamps the files, for {@link #sweep}
     */
    public InMemoryMediaStore(@Nonnull Clock clock) {
        this(clock, new Data());
    }

    private InMemoryMediaStore(Clock clock, Data data) {
        super(Failures.LOCAL, OPERATIONS);
        this.clock = clock;
        this.data = data;
    }

    /**
     * Opens another instance over the same files, as another process would.
     *
     * @return a store with its own script and calls
     */
    @Nonnull
    public InMemoryMediaStore reopen() {
        return new InMemoryMediaStore(clock, data);
    }

    /**
     * The avatars that have files.
     *
     * @return sorted
     */
    @Nonnull
    public Set<AvatarId> ids() {
        return data.locked(() -> new TreeSet<>(data.kept.keySet()));
    }

    /**
     * A file's bytes.
     *
     * @param id the avatar
     * @param variant which file
     * @return a copy, or empty if it is not there
     */
    @Nonnull
    public Optional<byte[]> bytes(@Nonnull AvatarId id, @Nonnull Variant variant) {
        return data.bytes(id, variant).map(byte[]::clone);
    }

    /**
     * Changes one byte of a file, as a bad disk would.
     *
     * @param id the avatar
     * @param variant which file; must be there
     */
    public void damage(@Nonnull AvatarId id, @Nonnull Variant variant) {
        data.locked(() ->
                data.files(id).bytes.compute(variant, (v, bytes) -> Effect.Corrupt.flipped(present(id, bytes))));
    }

    /**
     * Loses a file, as a person with a file manager would.
     *
     * @param id the avatar
     * @param variant which file; must be there
     */
    public void lose(@Nonnull AvatarId id, @Nonnull Variant variant) {
        data.locked(() -> present(id, data.files(id).bytes.remove(variant)));
    }

    private static byte[] present(AvatarId id, @Nullable byte[] bytes) {
        if (bytes == null) {
            throw new IllegalArgumentException("avatar " + id + " has no such file");
        }
        return bytes;
    }

    @Override
    public void put(AvatarId id, Map<Variant, Content> files) {
        call(
                Operation.MEDIA_PUT,
                null,
                id + " " + new TreeSet<>(files.keySet()),
                () -> read(id, files),
                (call, read) -> publish(id, read));
    }

    private Void publish(AvatarId id, Map<Variant, byte[]> files) {
        data.put(id, files, clock.instant());
        return null;
    }

    private static Map<Variant, byte[]> read(AvatarId id, Map<Variant, Content> files) {
        Map<Variant, byte[]> read = new HashMap<>();
        files.forEach((variant, content) -> {
            try (InputStream in = content.open()) {
                read.put(variant, in.readAllBytes());
            } catch (IOException e) {
                throw new AvatarStoreException("put " + id + " " + variant + ": its bytes cannot be read", e);
            }
        });
        return read;
    }

    @Override
    public Optional<InputStream> open(AvatarId id, Variant variant) {
        byte[] bytes = call(
                Operation.MEDIA_OPEN,
                null,
                id + " " + variant,
                call -> data.bytes(id, variant).orElse(null));
        return Optional.ofNullable(bytes).map(ByteArrayInputStream::new);
    }

    @Override
    public void delete(AvatarId id) {
        call(Operation.MEDIA_DELETE, null, id.value(), call -> data.locked(() -> data.kept.remove(id)));
    }

    @Override
    public int sweep(Instant olderThan, Predicate<AvatarId> known) {
        return call(Operation.MEDIA_SWEEP, null, "", call -> data.sweep(olderThan, known));
    }

    /** The files of one avatar; each replacement is a new array, so that open streams go on. */
    private record Files(Map<Variant, byte[]> bytes, Instant putAt) {}

    /** The files of all instances. */
    private static final class Data {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<AvatarId, Files> kept = new TreeMap<>();
        private final Map<AvatarId, Files> aside = new TreeMap<>();

        <T> T locked(Supplier<T> action) {
            lock.lock();
            try {
                return action.get();
            } finally {
                lock.unlock();
            }
        }

        Files files(AvatarId id) {
            Files files = kept.get(id);
            if (files == null) {
                throw new IllegalArgumentException("avatar " + id + " has no files");
            }
            return files;
        }

        Optional<byte[]> bytes(AvatarId id, Variant variant) {
            return locked(() -> Optional.ofNullable(kept.get(id)).map(files -> files.bytes.get(variant)));
        }

        void put(AvatarId id, Map<Variant, byte[]> files, Instant now) {
            locked(() -> {
                Map<Variant, byte[]> all = new HashMap<>(kept.containsKey(id) ? kept.get(id).bytes : Map.of());
                all.putAll(files);
                return kept.put(id, new Files(all, now));
            });
        }

        int sweep(Instant olderThan, Predicate<AvatarId> known) {
            for (AvatarId id : candidates(olderThan)) {
                if (!known.test(id)) {
                    setAside(id, olderThan);
                }
            }
            int removed = 0;
            for (AvatarId id : locked(() -> List.copyOf(aside.keySet()))) {
                removed += decide(id, known.test(id));
            }
            return removed;
        }

        private List<AvatarId> candidates(Instant olderThan) {
            return locked(() -> {
                List<AvatarId> old = new ArrayList<>();
                kept.forEach((id, files) -> {
                    if (files.putAt.isBefore(olderThan)) {
                        old.add(id);
                    }
                });
                return old;
            });
        }

        private void setAside(AvatarId id, Instant olderThan) {
            locked(() -> {
                Files files = kept.get(id);
                boolean stillOld = files != null && files.putAt.isBefore(olderThan);
                return stillOld ? aside.put(id, kept.remove(id)) : null;
            });
        }

        private int decide(AvatarId id, boolean isKnown) {
            return locked(() -> {
                Files files = aside.remove(id);
                if (files != null && isKnown) {
                    files.bytes.forEach((variant, bytes) -> kept.computeIfAbsent(
                                    id, none -> new Files(new HashMap<>(), files.putAt))
                            .bytes
                            .putIfAbsent(variant, bytes));
                }
                return files == null || isKnown ? 0 : 1;
            });
        }
    }
}

package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Position;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records as files of a directory, one readable file each: the store of an application on one machine.
 *
 * <p>Made for up to some 100,000 records on a local disk, used by any number of threads and by several processes at once; each write
 * costs two fsyncs. A network file system is no place for it: its locks and its fsync do not hold what they promise.
 *
 * <pre>
 * records/3c/3c59….avatar     a record and its checksum, twice
 * quarantine/                 records found damaged: repair one and move it back while no process runs, or delete it
 * lock                        held for microseconds while a file changes its name; also says who changed what
 * </pre>
 *
 * <p>A write returns once it would survive a power cut. A record damaged in part is mended from its second copy; one damaged in both
 * is set aside with a warning in the log and stops nobody; its avatar stays {@linkplain #knows known}. A record of a newer version of the library is left alone. Nothing has to be closed.
 *
 * <p>Thread-safe and blocking; an interrupt neither shortens a call nor gets lost. A call waits at most 10 seconds for other processes.
 */
public final class FileAvatarStore implements AvatarStore {
    private final RecordFiles files;
    private final SharedIndex index;

    private FileAvatarStore(RecordFiles files, SharedIndex index) {
        this.files = files;
        this.index = index;
    }

    /**
     * Opens the records of a directory, reading all of them once.
     *
     * @param directory made if it is not there, with the directories above it
     * @return a store; several over the same directory, in this process or in others, show the same records
     * @throws AvatarStoreException if the directory cannot be made, read or written
     */
    @Nonnull
    public static FileAvatarStore open(@Nonnull Path directory) {
        return open(directory, new LocalDisk(), DirectoryLock.PATIENCE);
    }

    static FileAvatarStore open(Path directory, Disk disk, Duration patience) {
        return Failures.call("open the avatar store " + directory, () -> {
            Folders folders = Folders.open(disk, directory);
            DirectoryLock lock = DirectoryLock.of(folders.root());
            RecordFiles files = new RecordFiles(disk, folders);
            SharedIndex index = new SharedIndex(lock, patience, files);
            index.run(() -> {}); // reads everything
            return new FileAvatarStore(files, index);
        });
    }

    @Override
    public AvatarRecord insert(AvatarRecord candidate) {
        AvatarId id = candidate.id();
        return Failures.call("insert avatar " + id, () -> {
            Optional<AvatarRecord> live = index.hold(() -> duplicateOf(candidate));
            AvatarRecord stored = live.isPresent() ? live.get() : insertNew(candidate);
            files.sync(List.of(stored.id())); // of a duplicate, too: whoever wrote it may not have come so far
            return stored;
        });
    }

    private AvatarRecord insertNew(AvatarRecord candidate) throws IOException {
        Path staged = files.stage(candidate);
        try {
            return index.hold(() -> {
                Optional<AvatarRecord> live = duplicateOf(candidate);
                if (live.isPresent()) {
                    return live.get();
                }
                if (files.isTaken(candidate.id())) {
                    throw new AvatarStoreException(
                            "insert avatar " + candidate.id() + ": the id is taken; draw another one", null);
                }
                index.publish(staged, candidate);
                return candidate;
            });
        } finally {
            files.discard(staged);
        }
    }

    private Optional<AvatarRecord> duplicateOf(AvatarRecord candidate) throws IOException {
        String key = candidate.dedupeKey();
        Optional<AvatarId> id = key == null ? Optional.empty() : index.columns().withDedupeKey(key);
        return id.isEmpty() ? Optional.empty() : index.read(id.get());
    }

    @Override
    public Optional<AvatarRecord> find(AvatarId id) {
        return Failures.call("find avatar " + id, () -> {
            Optional<AvatarRecord> found = index.read(id);
            if (found.isEmpty() && files.isQuarantined(id)) {
                throw new DamagedRecordException(id);
            }
            return found;
        });
    }

    @Override
    public List<AvatarRecord> list(Filter filter, int limit, @Nullable Position after) {
        return Failures.call("list avatars", () -> {
            List<AvatarRecord> page = new ArrayList<>();
            Position from = after;
            while (page.size() < limit) {
                Position start = from;
                int missing = limit - page.size();
                List<Position> next = index.hold(() -> index.columns().page(filter, missing, start));
                for (Position position : next) {
                    index.readIfPossible(position.id()).filter(filter::matches).ifPresent(page::add);
                }
                if (next.size() < missing) {
                    break;
                }
                from = next.get(next.size() - 1);
            }
            return page;
        });
    }

    @Override
    public List<AvatarRecord> claim(Claim claim) {
        return Failures.call("claim avatars", () -> new FileClaim(claim, files, index).take());
    }

    @Override
    public boolean update(AvatarRecord next, long expectedRevision) {
        AvatarId id = next.id();
        return Failures.call("update avatar " + id, () -> {
            if (!index.isAt(id, expectedRevision)) {
                return false; // spares an fsync; asked again under the lock
            }
            Path staged = files.stage(next);
            try {
                boolean written = index.hold(() -> {
                    boolean current = index.isAt(id, expectedRevision);
                    if (current) {
                        index.publish(staged, next);
                    }
                    return current;
                });
                files.sync(List.of(id));
                return written;
            } finally {
                files.discard(staged);
            }
        });
    }

    @Override
    public boolean remove(AvatarId id, long expectedRevision) {
        return Failures.call("remove avatar " + id, () -> {
            boolean removed = index.hold(() -> {
                boolean current = index.isAt(id, expectedRevision);
                if (current) {
                    index.erase(id);
                }
                return current;
            });
            if (removed) {
                files.sync(List.of(id));
            }
            return removed;
        });
    }

    @Override
    public Optional<Instant> nextDue(Claim.Owners owners) {
        return Failures.call(
                "read due times", () -> index.hold(() -> index.columns().nextDue(owners)));
    }

    @Override
    public boolean knows(AvatarId id) {
        return files.isTaken(id);
    }
}

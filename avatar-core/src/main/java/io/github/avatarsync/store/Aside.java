package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the directories of avatars go before they are removed.
 *
 * <pre>
 * aside/3c59…                 set aside while it is asked once more whether the avatar is known
 * aside/3c59….1f0c….gone      decided: being removed
 * </pre>
 *
 * All of it happens under the lock of the media directory. So whoever holds the lock and finds something set aside knows that its
 * process died before it decided, and puts it back: the next sweep asks again.
 */
final class Aside {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryMediaStore.class);
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{40}");
    private static final String GONE = ".gone";

    private final Disk disk;
    private final Folders folders;
    private final DirectoryLock lock;
    private final Duration patience;
    private final Path directory;

    Aside(Disk disk, Folders folders, DirectoryLock lock, Duration patience) {
        this.disk = disk;
        this.folders = folders;
        this.lock = lock;
        this.patience = patience;
        this.directory = folders.root().resolve("aside");
    }

    /** Does some work while nobody sets anything aside. Reentrant. */
    <T> T hold(DirectoryLock.Work<T> work) throws IOException {
        return lock.hold(patience, work);
    }

    /** {@link #hold} for what has no result. */
    void run(DirectoryLock.Step step) throws IOException {
        hold(step.asWork());
    }

    /** Whether the calling thread is the one that has set something aside: for it, that is gone. */
    boolean isDeciding() {
        return lock.isMine();
    }

    /** Decides about everything that dead processes left. */
    void tidy(Function<AvatarId, Path> placeOf) throws IOException {
        run(() -> {
            for (Path entry : disk.list(directory)) {
                String name = entry.getFileName().toString();
                if (name.endsWith(GONE)) {
                    destroy(entry);
                } else if (NAME.matcher(name).matches()) {
                    AvatarId id = AvatarId.of(name);
                    putBack(id, placeOf.apply(id));
                }
            }
        });
    }

    /** Puts back what was set aside of an avatar, if anything; under the lock. */
    void putBack(AvatarId id, Path place) throws IOException {
        Path parked = directory.resolve(id.value());
        if (!disk.exists(parked)) {
            return;
        }
        try {
            disk.move(parked, place);
        } catch (FileSystemException e) {
            if (!disk.exists(place)) {
                throw e;
            }
            merge(parked, place);
        }
        disk.sync(Folders.above(place));
    }

    /** The avatar was put again in the meantime: what is there now stays, what is missing is added. */
    private void merge(Path parked, Path place) throws IOException {
        for (Path file : disk.list(parked)) {
            Path target = place.resolve(file.getFileName());
            if (!disk.exists(target)) {
                disk.move(file, target);
            }
        }
        disk.sync(place);
        destroy(parked);
    }

    /** Removes an avatar's directory if the avatar still is not known once nobody can see its files. */
    boolean removeUnlessKnown(AvatarId id, Path place, Instant olderThan, Predicate<AvatarId> known)
            throws IOException {
        return hold(() -> {
            if (!isOlder(place, olderThan)) {
                return false;
            }
            folders.ensure(directory);
            putBack(id, place);
            Path parked = directory.resolve(id.value());
            disk.move(place, parked);
            boolean keep = true;
            try {
                keep = known.test(id);
            } finally {
                if (keep) {
                    putBack(id, place);
                }
            }
            if (!keep) {
                retire(parked, id);
            }
            return !keep;
        });
    }

    /** Removes an avatar's directory, wherever it is. */
    void remove(AvatarId id, Path place) throws IOException {
        run(() -> {
            retire(directory.resolve(id.value()), id);
            retire(place, id);
        });
    }

    private void retire(Path old, AvatarId id) throws IOException {
        if (disk.exists(old)) {
            folders.ensure(directory);
            Path gone = directory.resolve(id + "." + Folders.unique() + GONE);
            disk.move(old, gone);
            disk.sync(Folders.above(old));
            destroy(gone);
        }
    }

    /** Whether an entry was last written before a time; false if it is not there. */
    boolean isOlder(Path entry, Instant time) throws IOException {
        try {
            return disk.modified(entry).isBefore(time);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Removes a directory and the files in it; what cannot be removed now is removed by a later sweep. */
    void destroy(Path old) {
        try {
            for (Path file : disk.list(old)) {
                disk.delete(file);
            }
            disk.delete(old);
        } catch (IOException e) {
            LOG.warn("{} could not be removed now, a later sweep does it", old, e);
        }
    }
}

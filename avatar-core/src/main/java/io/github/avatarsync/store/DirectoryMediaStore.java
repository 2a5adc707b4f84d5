package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Content;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.Variant;
import jakarta.annotation.Nonnull;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The files of avatars in a directory, one directory for each avatar: the local bytes of an application on one machine.
 *
 * <pre>
 * media/3c/3c59…/original
 * media/3c/3c59…/thumb
 * media/3c/3c59….1f0c….tmp/   being written
 * media/aside/                 being removed
 * media/lock
 * </pre>
 *
 * <p>An avatar's directory appears at once, by one rename, when all of its files would survive a power cut. Several stores may use
 * one directory, in this process and in others; it can be that of a {@link FileAvatarStore}. Nothing has to be closed.
 *
 * <p>Thread-safe and blocking; an interrupt neither shortens a call nor gets lost.
 */
public final class DirectoryMediaStore implements MediaStore {
    private static final Pattern SHARD_NAME = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern AVATAR_NAME = Pattern.compile("[0-9a-f]{40}");
    private static final String STAGED = ".tmp";

    private final Disk disk;
    private final Folders folders;
    private final Path media;
    private final Aside aside;

    private DirectoryMediaStore(Disk disk, Folders folders, Aside aside) {
        this.disk = disk;
        this.folders = folders;
        this.media = folders.root();
        this.aside = aside;
    }

    /**
     * Opens the folder {@code media} of a directory.
     *
     * @param directory made if it is not there, with the directories above it
     * @return a store
     * @throws AvatarStoreException if the directory cannot be made, read or written
     */
    @Nonnull
    public static DirectoryMediaStore open(@Nonnull Path directory) {
        return open(directory, new LocalDisk(), DirectoryLock.PATIENCE);
    }

    static DirectoryMediaStore open(Path directory, Disk disk, Duration patience) {
        return Failures.call("open the media store " + directory, () -> {
            Folders folders = Folders.open(disk, directory.resolve("media"));
            Aside aside = new Aside(disk, folders, DirectoryLock.of(folders.root()), patience);
            DirectoryMediaStore store = new DirectoryMediaStore(disk, folders, aside);
            aside.tidy(store::directoryOf);
            return store;
        });
    }

    @Override
    public void put(AvatarId id, Map<Variant, Content> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("put avatar " + id + ": no files given");
        }
        Failures.run("put files of avatar " + id, () -> {
            Path shard = shardOf(id);
            folders.ensure(shard);
            Path written = shard.resolve(id + "." + Folders.unique() + STAGED);
            try {
                write(written, files);
                publish(written, directoryOf(id));
                disk.sync(shard);
            } finally {
                aside.destroy(written);
            }
        });
    }

    private void write(Path directory, Map<Variant, Content> files) throws IOException {
        disk.makeDirectory(directory);
        for (Map.Entry<Variant, Content> file : files.entrySet()) {
            try (InputStream in = file.getValue().open();
                    Disk.Sink out = disk.create(directory.resolve(file.getKey().name()))) {
                long size = in.transferTo(out);
                if (size != file.getValue().size()) {
                    throw new IOException(file.getKey() + " has " + size + " bytes instead of the "
                            + file.getValue().size() + " announced");
                }
                out.sync();
            }
        }
        disk.sync(directory);
    }

    private void publish(Path written, Path place) throws IOException {
        if (disk.exists(place) || !moved(written, place)) {
            aside.run(() -> {
                if (disk.exists(place) || !moved(written, place)) {
                    replace(written, place);
                }
            });
        }
    }

    /** Renames, unless somebody else put the same avatar at the same moment. */
    private boolean moved(Path written, Path place) throws IOException {
        try {
            disk.move(written, place);
            return true;
        } catch (FileSystemException e) {
            if (disk.exists(place)) {
                return false;
            }
            throw e;
        }
    }

    private void replace(Path written, Path place) throws IOException {
        for (Path file : disk.list(written)) {
            disk.move(file, place.resolve(file.getFileName()));
        }
        disk.sync(place);
    }

    @Override
    public Optional<InputStream> open(AvatarId id, Variant variant) {
        return Failures.call("open " + variant + " of avatar " + id, () -> {
            Path file = directoryOf(id).resolve(variant.name());
            try {
                return Optional.of(disk.open(file));
            } catch (NoSuchFileException e) {
                return openPutBack(id, file);
            }
        });
    }

    /** Looks once more when nothing is set aside any more, so that the answer is what became of the file. */
    private Optional<InputStream> openPutBack(AvatarId id, Path file) throws IOException {
        if (aside.isDeciding()) {
            return Optional.empty();
        }
        return aside.hold(() -> {
            aside.putBack(id, directoryOf(id));
            return disk.exists(file) ? Optional.of(disk.open(file)) : Optional.empty();
        });
    }

    @Override
    public void delete(AvatarId id) {
        Failures.run("delete files of avatar " + id, () -> {
            aside.remove(id, directoryOf(id));
        });
    }

    @Override
    public int sweep(Instant olderThan, Predicate<AvatarId> known) {
        return Failures.call("sweep " + media, () -> {
            aside.tidy(this::directoryOf);
            int removed = 0;
            for (Path shard : disk.list(media)) {
                if (SHARD_NAME.matcher(shard.getFileName().toString()).matches()) {
                    removed += sweep(shard, olderThan, known);
                }
            }
            return removed;
        });
    }

    private int sweep(Path shard, Instant olderThan, Predicate<AvatarId> known) throws IOException {
        int removed = 0;
        for (Path entry : disk.list(shard)) {
            String name = entry.getFileName().toString();
            if (AVATAR_NAME.matcher(name).matches()) {
                AvatarId id = AvatarId.of(name);
                boolean candidate = aside.isOlder(entry, olderThan) && !known.test(id);
                removed += candidate && aside.removeUnlessKnown(id, entry, olderThan, known) ? 1 : 0;
            } else if (name.endsWith(STAGED) && aside.isOlder(entry, olderThan)) {
                aside.destroy(entry);
            }
        }
        return removed;
    }

    @Override
    public Optional<URI> uri(AvatarId id, Variant variant) {
        Path file = directoryOf(id).resolve(variant.name());
        return disk.exists(file) ? Optional.of(file.toUri()) : Optional.empty();
    }

    private Path shardOf(AvatarId id) {
        return media.resolve(id.value().substring(0, 2));
    }

    private Path directoryOf(AvatarId id) {
        return shardOf(id).resolve(id.value());
    }
}

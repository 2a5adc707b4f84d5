package io.github.avatarsync.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Directories that are there for good: made where missing, and their names durable.
 *
 * <p>A directory found is not trusted: whoever made it may have died before its name was durable. So each is made durable once in
 * the life of this object. Thread-safe.
 */
final class Folders {
    private final Disk disk;
    private final Path root;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    private Folders(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** Makes {@code root} and what is missing above it. */
    static Folders open(Disk disk, Path root) throws IOException {
        make(disk, root.toAbsolutePath());
        Folders folders = new Folders(disk, root.toRealPath());
        folders.durable.add(folders.root);
        return folders;
    }

    private static void make(Disk disk, Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null) {
            return;
        }
        if (disk.exists(directory)) {
            disk.makeDirectory(directory); // fails if it is a file
            syncIfAllowed(disk, parent);
            return;
        }
        make(disk, parent);
        disk.makeDirectory(directory);
        disk.sync(parent);
    }

    /** The parent of a directory that was handed to us may be closed to us: then it is its maker's to make it last. */
    private static void syncIfAllowed(Disk disk, Path parent) throws IOException {
        try {
            disk.sync(parent);
        } catch (AccessDeniedException e) {
            return;
        }
    }

    /** The directory that a path below the root is in. */
    static Path above(Path path) {
        return Objects.requireNonNull(path.getParent(), "parent");
    }

    /** Part of a name that nobody else uses, in whatever process, container or life of this program. */
    static String unique() {
        return HexFormat.of().toHexDigits(UUID.randomUUID().getLeastSignificantBits());
    }

    /** The directory itself, without symbolic links in its name. */
    Path root() {
        return root;
    }

    /** Makes a directory below the root, and what is missing between, and makes their names durable. */
    void ensure(Path directory) throws IOException {
        if (!durable.contains(directory)) {
            Path parent = above(directory);
            ensure(parent);
            disk.makeDirectory(directory);
            disk.sync(parent);
            durable.add(directory);
        }
    }
}

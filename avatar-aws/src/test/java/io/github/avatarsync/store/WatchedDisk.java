package io.github.avatarsync.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The real disk, which tells a watch what is about to happen, what is half done and what has happened.
 *
 * <p>Events read like {@code before move record} and {@code within write staged thumb}; the names say what a file or directory is
 * for, not which avatar's it is.
 */
public final class WatchedDisk implements Disk {
    private final Disk disk = new LocalDisk();
    private final Path root;
    private final Consumer<String> watch;

    private WatchedDisk(Path root, Consumer<String> watch) throws IOException {
        this.root = root.toRealPath();
        this.watch = watch;
    }

    /** A store of records in an existing directory. */
    public static FileAvatarStore records(Path directory, Consumer<String> watch) throws IOException {
        return FileAvatarStore.open(directory, new WatchedDisk(directory, watch), DirectoryLock.PATIENCE);
    }

    /** A store of files in an existing directory. */
    public static DirectoryMediaStore media(Path directory, Consumer<String> watch) throws IOException {
        return DirectoryMediaStore.open(directory, new WatchedDisk(directory, watch), DirectoryLock.PATIENCE);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public Sink create(Path file) throws IOException {
        String name = name(file);
        watch.accept("before create " + name);
        Sink sink = disk.create(file);
        watch.accept("after create " + name);
        return new Sink() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                sink.write(bytes, offset, length / 2);
                watch.accept("within write " + name);
                sink.write(bytes, offset + length / 2, length - length / 2);
            }

            @Override
            void sync() throws IOException {
                around("sync " + name, sink::sync);
            }

            @Override
            public void close() throws IOException {
                sink.close();
            }
        };
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        around("move " + name(to), () -> disk.move(from, to));
    }

    @Override
    public void delete(Path path) throws IOException {
        around("delete " + name(path), () -> disk.delete(path));
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        around("make " + name(directory), () -> disk.makeDirectory(directory));
    }

    @Override
    public void sync(Path directory) throws IOException {
        around("sync " + name(directory), () -> disk.sync(directory));
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public Instant modified(Path path) throws IOException {
        return disk.modified(path);
    }

    private void around(String operation, DirectoryLock.Step step) throws IOException {
        watch.accept("before " + operation);
        step.run();
        watch.accept("after " + operation);
    }

    /** What a path is for: {@code records/3c/3c59….avatar} is a {@code record}. */
    private String name(Path path) {
        if (!path.startsWith(root)) {
            return "above";
        }
        Path below = root.relativize(path);
        String last = below.getFileName().toString();
        String place = below.getName(0).toString();
        return switch (below.getNameCount()) {
            case 1 -> last.isEmpty() ? "root" : last;
            case 2 ->
                place.equals("quarantine") ? "quarantined record" : last.equals("aside") ? last : place + " shard";
            case 3 ->
                kind(
                        last,
                        place.equals("records")
                                ? "record"
                                : below.getName(1).toString().equals("aside") ? "aside" : "files");
            default -> kind(below.getName(2).toString(), last);
        };
    }

    private static String kind(String name, String what) {
        return name.endsWith(".tmp") ? "staged " + what : name.endsWith(".gone") ? "gone " + what : what;
    }
}

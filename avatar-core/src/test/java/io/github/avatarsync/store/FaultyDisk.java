package io.github.avatarsync.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The real disk, with a hook before each operation that may throw. */
final class FaultyDisk implements Disk {
    private final Disk disk = new LocalDisk();
    private volatile Fault fault = (operation, path) -> {};

    /** What goes wrong from now on. */
    void fault(Fault next) {
        fault = next;
    }

    /** What goes wrong from now on: one operation, on names with this ending. */
    void failOn(String operation, String ending) {
        fault((name, path) -> {
            if (name.equals(operation) && path.toString().endsWith(ending)) {
                throw new IOException("the test's disk refuses to " + operation);
            }
        });
    }

    void heal() {
        fault((operation, path) -> {});
    }

    @Override
    public byte[] read(Path file) throws IOException {
        fault.before("read", file);
        return disk.read(file);
    }

    @Override
    public InputStream open(Path file) throws IOException {
        fault.before("open", file);
        return disk.open(file);
    }

    @Override
    public Sink create(Path file) throws IOException {
        fault.before("create", file);
        Sink sink = disk.create(file);
        return new Sink() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                fault.before("write", file);
                sink.write(bytes, offset, length);
            }

            @Override
            void sync() throws IOException {
                fault.before("sync", file);
                sink.sync();
            }

            @Override
            public void close() throws IOException {
                sink.close();
            }
        };
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        fault.before("move", to);
        disk.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        fault.before("delete", path);
        disk.delete(path);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        fault.before("makeDirectory", directory);
        disk.makeDirectory(directory);
    }

    @Override
    public void sync(Path directory) throws IOException {
        fault.before("sync", directory);
        disk.sync(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        fault.before("list", directory);
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

    interface Fault {
        void before(String operation, Path path) throws IOException;
    }
}

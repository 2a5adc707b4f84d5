package io.github.avatarsync.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The file system of this machine. */
final class LocalDisk implements Disk {
    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    /** How often Windows is asked again for a file that a virus scanner or an indexer has open. */
    private static final int ATTEMPTS = WINDOWS ? 20 : 1;

    private static final Duration PAUSE = Duration.ofMillis(10);

    @Override
    public byte[] read(Path file) throws IOException {
        return patiently(() -> Files.readAllBytes(file));
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return patiently(() -> Files.newInputStream(file));
    }

    @Override
    public Sink create(Path file) throws IOException {
        Files.createFile(file);
        return new FileSink(new FileOutputStream(file.toFile()));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        patiently(() -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
    }

    @Override
    public void delete(Path path) throws IOException {
        patiently(() -> Files.deleteIfExists(path));
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    @Override
    public void sync(Path directory) throws IOException {
        if (WINDOWS) {
            return; // a directory cannot be opened there; NTFS keeps its own journal of names
        }
        boolean interrupted = false;
        try {
            while (!force(directory)) {
                interrupted = true;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** There is no way to force a directory that an interrupt does not break: it is taken back and the force repeated. */
    private static boolean force(Path directory) throws IOException {
        if (Thread.interrupted()) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Instant modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    private static <T> T patiently(Attempt<T> attempt) throws IOException {
        for (int i = 1; ; i++) {
            try {
                return attempt.run();
            } catch (AccessDeniedException e) {
                if (i >= ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private interface Attempt<T> {
        T run() throws IOException;
    }

    /** A file written through a stream, because an interrupt closes a channel in the middle of a write. */
    private static final class FileSink extends Sink {
        private final FileOutputStream out;

        FileSink(FileOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        void sync() throws IOException {
            out.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}

package io.github.avatarsync.store;

import io.github.avatarsync.AvatarStoreException;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One holder at a time among all threads of all processes that use a directory: a lock of this JVM around a lock of the file
 * {@code lock}.
 *
 * <p>There is one object, and one open file, per directory in a JVM, and the file is never closed: the operating system drops the
 * locks of a process on a file as soon as the process closes <em>any</em> descriptor of it. Reentrant. Waiting is bounded, and
 * does not end with an interrupt, which stays set.
 *
 * <p>The file consists of lines of {@value #LINE} bytes. The first names the process that took the lock last; the others belong to
 * {@link ChangeLog}.
 */
final class DirectoryLock {
    /** Length of each line of the file: an avatar id and a line feed. */
    static final int LINE = 41;

    /** How long a holder may keep others waiting. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final ConcurrentMap<Path, DirectoryLock> OPEN = new ConcurrentHashMap<>();

    /** A byte behind any content: where locks bind everybody (Windows), the content stays readable to those who wait. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final long FIRST_PAUSE = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private final Path path;
    private final RandomAccessFile file;

    @Nullable
    private final Object identity;

    private final ReentrantLock threads = new ReentrantLock();

    @Nullable
    private FileLock processes;

    private DirectoryLock(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.identity = identityOf(path);
    }

    /** The lock of a directory, the same for everybody in this JVM. */
    static DirectoryLock of(Path realDirectory) throws IOException {
        closeDeleted();
        try {
            return OPEN.computeIfAbsent(realDirectory.resolve("lock"), DirectoryLock::open);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static DirectoryLock open(Path path) {
        try {
            return new DirectoryLock(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A directory that was deleted, and perhaps made again, needs its old lock no more. */
    private static void closeDeleted() throws IOException {
        for (DirectoryLock lock : OPEN.values()) {
            if (lock.isDeleted() && OPEN.remove(lock.path, lock)) {
                lock.file.close();
            }
        }
    }

    private boolean isDeleted() throws IOException {
        try {
            return !Objects.equals(identity, identityOf(path));
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    @Nullable
    private static Object identityOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** The file, to be used while the lock is held. */
    RandomAccessFile file() {
        return file;
    }

    /** Whether the calling thread holds the lock. */
    boolean isMine() {
        return threads.isHeldByCurrentThread();
    }

    /**
     * Does some work while nobody else does any.
     *
     * @throws AvatarStoreException if others hold the lock for longer than {@code patience}; it names the process
     */
    <T> T hold(Duration patience, Work<T> work) throws IOException {
        take(patience.toNanos());
        try {
            return work.run();
        } finally {
            release();
        }
    }

    private void take(long patience) throws IOException {
        long deadline = System.nanoTime() + patience;
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= takeFromThreads(deadline);
            if (threads.getHoldCount() == 1) {
                interrupted |= takeFromProcesses(deadline);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean takeFromThreads(long deadline) {
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return interrupted;
                }
                throw busy("another thread of this process");
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private boolean takeFromProcesses(long deadline) throws IOException {
        boolean interrupted = false;
        try {
            for (long pause = FIRST_PAUSE; !tryProcesses(); pause = Math.min(2 * pause, LONGEST_PAUSE)) {
                if (System.nanoTime() - deadline >= 0) {
                    throw busy(holder());
                }
                LockSupport.parkNanos(this, pause);
                interrupted |= Thread.interrupted();
            }
            return interrupted;
        } catch (IOException | RuntimeException e) {
            release();
            throw e;
        }
    }

    private boolean tryProcesses() throws IOException {
        try {
            processes = file.getChannel().tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return false; // the library is loaded twice in this JVM, and the other one holds it
        }
        if (processes != null) {
            file.seek(0);
            file.write(line("taken by process " + ProcessHandle.current().pid()));
        }
        return processes != null;
    }

    private void release() throws IOException {
        try {
            if (threads.getHoldCount() == 1 && processes != null) {
                FileLock held = processes;
                processes = null;
                held.release();
            }
        } finally {
            threads.unlock();
        }
    }

    private String holder() throws IOException {
        byte[] line = new byte[LINE];
        file.seek(0);
        int length = file.read(line);
        return length < LINE
                ? "another process"
                : new String(line, StandardCharsets.US_ASCII).trim().replace("taken by ", "");
    }

    private AvatarStoreException busy(String holder) {
        return new AvatarStoreException(
                "avatar store " + path.getParent() + " is locked by " + holder
                        + "; it should be free within milliseconds: end that process if it hangs, then try again",
                null);
    }

    /** A line of the file. */
    static byte[] line(String text) {
        return String.format("%-" + (LINE - 1) + "s\n", text).getBytes(StandardCharsets.US_ASCII);
    }

    /** What is done under the lock. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** What is done under the lock and has no result. */
    interface Step {
        void run() throws IOException;

        default Work<Boolean> asWork() {
            return () -> {
                run();
                return true;
            };
        }
    }
}

package io.github.avatarsync.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What a store does to the file system, and all of it that has to last: the seam for faults and for disks that forget.
 *
 * <p>Nothing is durable before the {@code sync} that covers it: {@link Sink#sync()} for the bytes of a file, {@link
 * #sync(Path)} of a directory for the names in it. An interrupted thread is served like any other and stays interrupted.
 * Thread-safe.
 */
interface Disk {
    /** Reads a whole file; a {@link java.nio.file.NoSuchFileException} if there is none. */
    byte[] read(Path file) throws IOException;

    /** Opens a file; a {@link java.nio.file.NoSuchFileException} if there is none. */
    InputStream open(Path file) throws IOException;

    /** Makes a new file; a {@link java.nio.file.FileAlreadyExistsException} if the name is taken. */
    Sink create(Path file) throws IOException;

    /** Renames in one step; a file takes the place of a file, a directory never that of a directory with something in it. */
    void move(Path from, Path to) throws IOException;

    /** Removes a file or an empty directory; none there is no error. */
    void delete(Path path) throws IOException;

    /** Makes a directory, whose parent is there; one that is there already is no error. */
    void makeDirectory(Path directory) throws IOException;

    /** Makes the names in a directory durable. */
    void sync(Path directory) throws IOException;

    /** What is in a directory, in no order; nothing if there is no such directory. */
    List<Path> list(Path directory) throws IOException;

    /** Whether there is a file or directory of this name. */
    boolean exists(Path path);

    /** When a file was written, or the names in a directory changed, by the clock of the file system. */
    Instant modified(Path path) throws IOException;

    /** A new file being written. */
    abstract class Sink extends OutputStream {
        /** Makes the bytes written so far durable. */
        abstract void sync() throws IOException;
    }
}

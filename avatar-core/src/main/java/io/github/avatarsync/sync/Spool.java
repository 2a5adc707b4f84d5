package io.github.avatarsync.sync;

import io.github.avatarsync.Content;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes read once from a stream and kept for as long as they are worked on: in memory while there is room, else in a temporary
 * file that {@link #close()} removes. Of a process that was killed it stays until the next one, by any process, that is made a
 * day later.
 */
public final class Spool implements Content, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);
    private static final long OWN_MEMORY = 12L << 20;
    private static final String PREFIX = "avatar-";
    private static final String SUFFIX = ".spool";

    /** Nothing is worked on for so long. */
    private static final Duration STALE = Duration.ofDays(1);

    private final SpoolMemory memory;
    private final List<byte[]> pieces;

    @Nullable
    private final Path file;

    private final long size;
    private final String sha256;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Spool(SpoolMemory memory, List<byte[]> pieces, @Nullable Path file, long size, String sha256) {
        this.memory = memory;
        this.pieces = pieces;
        this.file = file;
        this.size = size;
        this.sha256 = sha256;
    }

    /**
     * Reads a stream to its end, but no further than one byte over the limit, with memory of its own.
     *
     * @param in read, not closed
     * @param limit most bytes wanted; {@link #size()} is larger by one if there are more
     * @return the bytes and their hash
     * @throws IOException if the stream or the temporary file fails
     */
    public static Spool read(InputStream in, long limit) throws IOException {
        return read(in, limit, new SpoolMemory(OWN_MEMORY));
    }

    /**
     * Reads a stream to its end, but no further than one byte over the limit.
     *
     * @param in read, not closed
     * @param limit most bytes wanted; {@link #size()} is larger by one if there are more
     * @param memory where the bytes are kept, as long as there is room
     * @return the bytes and their hash
     * @throws IOException if the stream or the temporary file fails
     */
    public static Spool read(InputStream in, long limit, SpoolMemory memory) throws IOException {
        MessageDigest digest = sha256();
        List<byte[]> pieces = new ArrayList<>();
        long most = limit + 1;
        long size = 0;
        boolean kept = false;
        try {
            while (memory.take()) {
                byte[] piece = new byte[SpoolMemory.PIECE];
                pieces.add(piece);
                int count = in.readNBytes(piece, 0, (int) Math.min(piece.length, most - size));
                digest.update(piece, 0, count);
                size += count;
                if (count < piece.length) {
                    kept = true;
                    return new Spool(memory, pieces, null, size, hex(digest));
                }
            }
            return toFile(in, most, pieces, digest, memory);
        } finally {
            if (!kept) {
                memory.giveBack(pieces.size());
            }
        }
    }

    private static Spool toFile(InputStream in, long most, List<byte[]> head, MessageDigest digest, SpoolMemory memory)
            throws IOException {
        Path file = Files.createTempFile(PREFIX, SUFFIX);
        removeStale(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte[] piece : head) {
                out.write(piece);
            }
            long size = (long) head.size() * SpoolMemory.PIECE;
            byte[] buffer = new byte[SpoolMemory.PIECE];
            int n;
            while ((n = next(in, buffer, most - size)) > 0) {
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
                size += n;
            }
            return new Spool(memory, List.of(), file, size, hex(digest));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Removes what killed processes have left beside a new file. */
    private static void removeStale(Path fresh) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(fresh.getParent(), PREFIX + "*" + SUFFIX)) {
            Instant before = Files.getLastModifiedTime(fresh).toInstant().minus(STALE);
            for (Path file : all) {
                removeIfOlder(file, before);
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("files of killed processes beside {} stay: {}", fresh, e.getMessage());
        }
    }

    private static void removeIfOlder(Path file, Instant before) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.debug("{} stays: {}", file, e.getMessage());
        }
    }

    private static int next(InputStream in, byte[] buffer, long most) throws IOException {
        return most == 0 ? -1 : in.read(buffer, 0, (int) Math.min(buffer.length, most));
    }

    /**
     * The hash of a content's bytes.
     *
     * @param content read once to its end
     * @return SHA-256, 64 hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public static String hash(Content content) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = content.open()) {
            int n;
            while ((n = in.read(buffer)) > 0) {
                digest.update(buffer, 0, n);
            }
        }
        return hex(digest);
    }

    /**
     * A new SHA-256.
     *
     * @return every Java platform has it
     */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The hash of the bytes.
     *
     * @return SHA-256, 64 hexadecimal digits
     */
    public String hash() {
        return sha256;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        return file == null ? new Pieces() : Files.newInputStream(file);
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        memory.giveBack(pieces.size());
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It lies in the system's directory for temporary files, which is cleaned for us.
                file.toFile().deleteOnExit();
            }
        }
    }

    /** Reads the pieces one after the other. */
    private final class Pieces extends InputStream {
        private long position;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (position >= size) {
                return -1;
            }
            int at = (int) (position % SpoolMemory.PIECE);
            int count = (int) Math.min(Math.min(length, SpoolMemory.PIECE - at), size - position);
            System.arraycopy(pieces.get((int) (position / SpoolMemory.PIECE)), at, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.max(0, Math.min(count, size - position));
            position += skipped;
            return skipped;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, size - position);
        }
    }
}

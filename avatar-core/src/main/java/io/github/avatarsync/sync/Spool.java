package io.github.avatarsync.sync;

import io.github.avatarsync.Content;
import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes read once from a stream and kept for as long as they are worked on: small ones in memory, larger ones in a temporary file
 * that {@link #close()} removes.
 */
public final class Spool implements Content, AutoCloseable {
    private static final int IN_MEMORY = 12 * 1024 * 1024;

    private final byte[] memory;

    @Nullable
    private final Path file;

    private final long size;
    private final String sha256;

    private Spool(byte[] memory, @Nullable Path file, long size, String sha256) {
        this.memory = memory;
        this.file = file;
        this.size = size;
        this.sha256 = sha256;
    }

    /**
     * Reads a stream to its end, but no further than one byte over the limit.
     *
     * @param in read, not closed
     * @param limit most bytes wanted; {@link #size()} is larger by one if there are more
     * @return the bytes and their hash
     * @throws IOException if the stream or the temporary file fails
     */
    public static Spool read(InputStream in, long limit) throws IOException {
        MessageDigest digest = sha256();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        long most = limit + 1;
        int n;
        while (head.size() <= IN_MEMORY && (n = next(in, buffer, most - head.size())) > 0) {
            digest.update(buffer, 0, n);
            head.write(buffer, 0, n);
        }
        if (head.size() <= IN_MEMORY || head.size() == most) {
            return new Spool(head.toByteArray(), null, head.size(), hex(digest));
        }
        return toFile(in, most, head, digest, buffer);
    }

    private static Spool toFile(
            InputStream in, long most, ByteArrayOutputStream head, MessageDigest digest, byte[] buffer)
            throws IOException {
        Path file = Files.createTempFile("avatar-", ".spool");
        try (OutputStream out = Files.newOutputStream(file)) {
            head.writeTo(out);
            long size = head.size();
            int n;
            while ((n = next(in, buffer, most - size)) > 0) {
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
                size += n;
            }
            return new Spool(new byte[0], file, size, hex(digest));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
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
        return file == null ? new ByteArrayInputStream(memory) : Files.newInputStream(file);
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It lies in the system's directory for temporary files, which is cleaned for us.
                file.toFile().deleteOnExit();
            }
        }
    }
}

package io.github.avatarsync.aws;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that the Transfer Manager reads a large object from: the content's own, or else a temporary copy, which goes when this is
 * closed, or with the spools of the library if the process is killed. Its bytes were compared with what was announced.
 */
final class UploadedFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UploadedFile.class);
    private static final int BUFFER = 64 * 1024;

    private final Path path;
    private final boolean copy;
    private final PartHashes hashes;

    private UploadedFile(Path path, boolean copy, PartHashes hashes) {
        this.path = path;
        this.copy = copy;
        this.hashes = hashes;
    }

    /** Reads the content once; {@code md5} for stores that know no other checksum. */
    static UploadedFile of(CloudObject object, Content content, boolean md5) {
        LocalContent.checkSize(object, content);
        PartHashes hashes = new PartHashes(md5);
        try {
            Path own = content.file().orElse(null);
            if (own == null) {
                return copied(object, content, hashes);
            }
            try (InputStream in = Files.newInputStream(own)) {
                read(object, in, OutputStream.nullOutputStream(), hashes);
            }
            return new UploadedFile(own, false, hashes);
        } catch (IOException e) {
            throw LocalContent.unreadable(object.key(), e);
        }
    }

    private static UploadedFile copied(CloudObject object, Content content, PartHashes hashes) throws IOException {
        UploadedFile copy = new UploadedFile(Files.createTempFile("avatar-", ".spool"), true, hashes);
        try (InputStream in = content.open();
                OutputStream out = Files.newOutputStream(copy.path)) {
            read(object, in, out, hashes);
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private static void read(CloudObject object, InputStream in, OutputStream out, PartHashes hashes)
            throws IOException {
        MessageDigest whole = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        long left = object.size();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            left -= n;
            if (left < 0) {
                throw LocalContent.corrupt(object.key());
            }
            whole.update(buffer, 0, n);
            hashes.update(buffer, n);
            out.write(buffer, 0, n);
        }
        hashes.end();
        if (!Sha256.hex(whole.digest()).equals(object.sha256())) {
            throw LocalContent.corrupt(object.key());
        }
    }

    Path path() {
        return path;
    }

    /** As the Transfer Manager compares it, which does not resume a file that was changed. */
    Instant lastModified() {
        return Instant.ofEpochMilli(path.toFile().lastModified());
    }

    PartHashes hashes() {
        return hashes;
    }

    @Override
    public void close() {
        if (!copy) {
            return;
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.debug("the temporary file {} stays: {}", path, e.getMessage());
            path.toFile().deleteOnExit();
        }
    }
}

package io.github.avatarsync.aws;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;

/** The bytes to be put, read and compared with what was announced of them before anything leaves. */
final class LocalContent {
    private static final int BUFFER = 64 * 1024;

    private LocalContent() {}

    /** Reads all of them; the array returned is the one that was hashed. */
    static byte[] verified(CloudObject object, Content content) {
        checkSize(object, content);
        byte[] bytes;
        try (InputStream in = content.open()) {
            // One byte more than announced shows that there are more.
            bytes = in.readNBytes(Math.toIntExact(object.size()) + 1);
        } catch (IOException e) {
            throw unreadable(object.key(), e);
        }
        if (bytes.length != object.size() || !Sha256.hexOf(bytes).equals(object.sha256())) {
            throw corrupt(object.key());
        }
        return bytes;
    }

    /** Reads them once without keeping them; returns the checksum of the object put together from parts. */
    static String composite(CloudObject object, Content content, boolean md5) {
        checkSize(object, content);
        MessageDigest whole = Sha256.digest();
        Composite composite = new Composite(md5);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                whole.update(buffer, 0, n);
                composite.update(buffer, n);
            }
        } catch (IOException e) {
            throw unreadable(object.key(), e);
        }
        if (!Sha256.hex(whole.digest()).equals(object.sha256())) {
            throw corrupt(object.key());
        }
        return composite.value();
    }

    private static void checkSize(CloudObject object, Content content) {
        if (content.size() != object.size()) {
            throw corrupt(object.key());
        }
    }

    static CloudStorageException corrupt(String key) {
        return new CloudStorageException(
                Kind.CORRUPT,
                "put " + key + ": the local bytes are not the ones that were accepted; nothing was sent",
                null);
    }

    static CloudStorageException unreadable(String key, IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            return new CloudStorageException(Kind.INTERRUPTED, "put " + key + ": the thread was interrupted", e);
        }
        boolean gone = e instanceof NoSuchFileException || e instanceof FileNotFoundException;
        return new CloudStorageException(
                gone ? Kind.CORRUPT : Kind.TRANSIENT,
                "put " + key + ": the local bytes " + (gone ? "are gone" : "cannot be read now; check the disk"),
                e);
    }
}

package io.github.avatarsync.aws;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/** The bytes to be put, read and compared with what was announced of them before anything leaves. */
final class LocalContent {
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

    static void checkSize(CloudObject object, Content content) {
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

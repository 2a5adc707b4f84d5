package io.github.avatarsync.aws;

import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an object while they arrive; what goes wrong on the way comes out as a {@link CloudStorageException}. */
final class ObjectStream extends InputStream {
    private final InputStream arriving;
    private final String key;
    private final S3Errors errors;

    ObjectStream(InputStream arriving, String key, S3Errors errors) {
        this.arriving = arriving;
        this.key = key;
        this.errors = errors;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(null);
        }
        try {
            return arriving.read(buffer, from, length);
        } catch (IOException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(e);
            }
            throw errors.of("get", key, e);
        }
    }

    private CloudStorageException interrupted(@Nullable Exception cause) {
        close();
        return new CloudStorageException(Kind.INTERRUPTED, "get " + key + ": the thread was interrupted", cause);
    }

    /** Gives up what has not arrived yet. */
    @Override
    public void close() {
        try {
            arriving.close();
        } catch (IOException e) {
            // The bytes asked for were read or are not wanted any more.
            return;
        }
    }
}

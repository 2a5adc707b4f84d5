package io.github.avatarsync.aws;

import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;

/**
 * The bytes of an object while they arrive; what goes wrong on the way comes out as a {@link CloudStorageException}. A read that
 * waits too long for a byte is given up.
 */
final class ObjectStream extends InputStream {
    private final ResponseInputStream<?> arriving;
    private final String key;
    private final Duration stall;
    private final S3Errors errors;
    private final StallAlarm alarm;

    ObjectStream(ResponseInputStream<?> arriving, String key, Patience patience, S3Errors errors) {
        this.arriving = arriving;
        this.key = key;
        this.stall = patience.stall();
        this.errors = errors;
        this.alarm = new StallAlarm(stall, arriving::abort);
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
        alarm.waiting(true);
        try {
            return arriving.read(buffer, from, length);
        } catch (IOException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(e);
            }
            throw alarm.rang() ? stalled(e) : errors.of("get", key, e);
        } finally {
            alarm.waiting(false);
        }
    }

    private CloudStorageException stalled(Exception cause) {
        return new CloudStorageException(
                Kind.TRANSIENT,
                "get " + key + ": nothing came for " + stall.toSeconds() + " s; it is tried again",
                cause);
    }

    private CloudStorageException interrupted(@Nullable Exception cause) {
        close();
        return new CloudStorageException(Kind.INTERRUPTED, "get " + key + ": the thread was interrupted", cause);
    }

    /** Gives up what has not arrived yet. */
    @Override
    public void close() {
        alarm.close();
        try {
            arriving.close();
        } catch (IOException e) {
            // The bytes asked for were read or are not wanted any more.
            return;
        }
    }
}

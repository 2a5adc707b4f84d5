package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A failure of the cloud; its {@link #kind()} decides what the library does about it. */
public final class CloudStorageException extends AvatarException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is. */
    public enum Kind {
        /** No answer, because nothing can be reached: all work waits until something can. */
        OFFLINE,
        /** A failure that passes: I/O error, time-out, 5xx. Tried again, without limit. */
        TRANSIENT,
        /** Too many requests: tried again more slowly. */
        THROTTLED,
        /** The credentials ended or are unknown: fresh ones are asked for. */
        SESSION,
        /** Another request on the same key was under way: looked at again. */
        CONFLICT,
        /** The content does not have the announced hash: the local file is looked at again. */
        CORRUPT,
        /** An object is there, but whether it is ours could not be seen. */
        UNVERIFIED,
        /** There is no such object. */
        MISSING,
        /** The calling thread was interrupted. */
        INTERRUPTED,
        /** Repeating does not help: the avatar is blocked with {@link CloudStorageException#reason()}. */
        PERMANENT
    }

    /** What kind of failure. */
    private final Kind kind;

    /** Why an avatar is blocked by it. */
    private final BlockedReason reason;

    /** How long the cloud asked to wait. */
    private final @Nullable Duration retryAfter;

    private CloudStorageException(
            Kind kind, BlockedReason reason, @Nullable Duration retryAfter, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.retryAfter = retryAfter;
    }

    /**
     * Makes an error of a kind other than permanent.
     *
     * @param kind what kind of failure
     * @param message operation, key, what was answered; without secrets
     * @param cause what lay underneath, or null
     */
    public CloudStorageException(@Nonnull Kind kind, @Nonnull String message, @Nullable Throwable cause) {
        this(kind, BlockedReason.REFUSED, null, message, cause);
    }

    /**
     * Makes a permanent error.
     *
     * @param reason why the avatar is blocked
     * @param message operation, key, what was answered; without secrets
     * @param cause what lay underneath, or null
     * @return an error of kind {@link Kind#PERMANENT}
     */
    @Nonnull
    public static CloudStorageException permanent(
            @Nonnull BlockedReason reason, @Nonnull String message, @Nullable Throwable cause) {
        return new CloudStorageException(Kind.PERMANENT, reason, null, message, cause);
    }

    /**
     * Makes an error for too many requests.
     *
     * @param retryAfter how long the cloud asked to wait, or null if it did not say
     * @param message operation, key, what was answered; without secrets
     * @param cause what lay underneath, or null
     * @return an error of kind {@link Kind#THROTTLED}
     */
    @Nonnull
    public static CloudStorageException throttled(
            @Nullable Duration retryAfter, @Nonnull String message, @Nullable Throwable cause) {
        return new CloudStorageException(Kind.THROTTLED, BlockedReason.REFUSED, retryAfter, message, cause);
    }

    /**
     * What kind of failure.
     *
     * @return never null
     */
    @Nonnull
    public Kind kind() {
        return kind;
    }

    /**
     * Why an avatar is blocked by a permanent error.
     *
     * @return {@link BlockedReason#REFUSED} for other kinds
     */
    @Nonnull
    public BlockedReason reason() {
        return reason;
    }

    /**
     * How long the cloud asked to wait.
     *
     * @return empty if it did not say
     */
    @Nonnull
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

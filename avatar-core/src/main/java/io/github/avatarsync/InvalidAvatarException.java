package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * The refusal of bytes that are not an acceptable avatar.
 *
 * <p>Nothing was stored. {@link #code()} is stable and meant for programs; the message is meant for people: it says what was
 * found and what is allowed.
 */
public final class InvalidAvatarException extends AvatarException {
    private static final long serialVersionUID = 1L;

    /** Why the bytes were refused. New codes may be added: a {@code switch} over them needs a {@code default}. */
    public enum Code {
        /** No bytes at all. */
        EMPTY,
        /** More bytes than {@link MediaRules} allow for this kind of file. */
        TOO_LARGE,
        /** Recognised, but not a format that is accepted (HEIC, SVG, PDF, text …), or not recognised at all. */
        UNSUPPORTED_FORMAT,
        /** Width, height or their product is over the limit. */
        TOO_MANY_PIXELS,
        /** The file ends before its content does. */
        TRUNCATED,
        /** The structure contradicts the format's specification. */
        MALFORMED,
        /** More segments, chunks, scans, frames or boxes, or larger ones, than any honest file has. */
        TOO_COMPLEX,
        /** Decoding took longer than the deadline of {@link MediaRules}. */
        TOO_SLOW,
        /** The crop lies outside the picture. */
        CROP_OUTSIDE,
        /** The declared type or the file name says another format than the bytes, and {@link MediaRules} refuse that. */
        TYPE_MISMATCH,
        /** The host's {@link ContentScanner} refused it. */
        REFUSED,
        /** Text handed in as base64 or as a {@code data:} URL is not base64. */
        NOT_BASE64,
        /** The source could not be read: no such file, or its stream failed. */
        UNREADABLE
    }

    /** The stable reason. */
    private final Code code;

    /**
     * Makes a refusal.
     *
     * @param code the stable reason
     * @param message what was found and what is allowed
     */
    public InvalidAvatarException(@Nonnull Code code, @Nonnull String message) {
        this(code, message, null);
    }

    /**
     * Makes a refusal with its cause.
     *
     * @param code the stable reason
     * @param message what was found and what is allowed
     * @param cause what lay underneath, or null
     */
    public InvalidAvatarException(@Nonnull Code code, @Nonnull String message, @Nullable Throwable cause) {
        super(code + ": " + message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * The stable reason.
     *
     * @return never null
     */
    @Nonnull
    public Code code() {
        return code;
    }
}

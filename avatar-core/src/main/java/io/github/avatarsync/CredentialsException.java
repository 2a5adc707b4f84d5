package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.Objects;

/** That there are no credentials for an owner now. */
public final class CredentialsException extends AvatarException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, and so what the library does about it. */
    public enum Kind {
        /** Nobody, or somebody else, is signed in: the owner's work waits for {@code AvatarSync.signedIn}. */
        SIGNED_OUT,
        /** The token was refused, and so was a fresh one: the owner's work waits for {@code AvatarSync.signedIn}. */
        REFUSED,
        /** The service cannot be reached: the library waits until it can. */
        OFFLINE,
        /** The service failed: tried again later. */
        TRANSIENT,
        /** Too many requests: tried again much later. */
        THROTTLED,
        /** The pools or roles are not set up as the settings say: the avatar is blocked. */
        SETUP
    }

    /** What kind of failure. */
    private final Kind kind;

    /**
     * Makes an error.
     *
     * @param kind what kind of failure
     * @param message operation, owner or pool, and what to do; without tokens
     * @param cause what lay underneath, or null
     */
    public CredentialsException(@Nonnull Kind kind, @Nonnull String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
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
}

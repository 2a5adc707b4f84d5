package io.github.avatarsync;

import jakarta.annotation.Nullable;

/**
 * The base of every error this library reports about avatars, stores, the cloud and credentials.
 *
 * <p>Unchecked. The message names the operation and the id or key, and says what to do; it never holds a token, a secret or a
 * signed query. Programming errors are not of this type: they are {@link IllegalArgumentException},
 * {@link IllegalStateException} and {@link NullPointerException}.
 */
public class AvatarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param message what failed, on which id or key, and what to do
     * @param cause what lay underneath, or null
     */
    public AvatarException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nullable;

/** A failure of local storage: a record or the local bytes could not be read or written. */
public class AvatarStoreException extends AvatarException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param message operation, id, and what to do
     * @param cause what lay underneath, or null
     */
    public AvatarStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;

/** That an owner has no avatar of this id; another owner's avatars look the same as none. */
public final class AvatarNotFoundException extends AvatarException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param owner who asked
     * @param id for what
     */
    public AvatarNotFoundException(@Nonnull OwnerId owner, @Nonnull AvatarId id) {
        super("owner " + owner + " has no avatar " + id + "; list the owner's avatars to see which there are", null);
    }
}

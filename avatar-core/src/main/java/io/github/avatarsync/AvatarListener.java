package io.github.avatarsync;

import jakarta.annotation.Nonnull;

/**
 * Hears of changes, on the callback executor, one call at a time and in order for each avatar.
 *
 * <p>Events are hints for what is shown: after a restart, or when another process did the work, there may be none; what
 * {@link Avatars#find} says is the truth. A listener that throws or blocks harms nobody but later events.
 */
public interface AvatarListener {
    /**
     * An avatar was accepted, synced, blocked, unblocked or deleted.
     *
     * @param avatar as it is now; after a delete in state {@link AvatarState#DELETING}
     */
    default void changed(@Nonnull Avatar avatar) {}

    /**
     * Bytes of an avatar are on their way: never falling, even over retries, with 0 and the total always reported. All bytes sent
     * is not yet synced: wait for {@link #changed}.
     *
     * @param avatar as it was when the transfer began
     * @param sent bytes of all variants so far
     * @param total bytes of all variants
     */
    default void progress(@Nonnull Avatar avatar, long sent, long total) {}
}

package io.github.avatarsync;

/** Where an avatar stands between this machine and the cloud; derived from its record, never stored as a truth of its own. */
public enum AvatarState {
    /** Durable locally; not every variant is in the cloud yet. */
    PENDING,
    /** Every variant was verified in the cloud. */
    SYNCED,
    /** Cannot go on without a person or a change; {@link Avatar#blocked()} has the reason and the remedy. Never dropped. */
    BLOCKED,
    /** Deleted; the record stays until the cloud is known to be clean. Not shown by {@link Avatars}. */
    DELETING
}

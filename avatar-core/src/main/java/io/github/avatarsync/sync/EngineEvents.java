package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarRecord;

/** What the engine tells the façade, on whatever thread it happens; the receiver does not block and does not throw. */
public interface EngineEvents {
    /**
     * A record reached another state, and is stored so.
     *
     * @param record as stored, or as it was when it was removed
     */
    void changed(AvatarRecord record);

    /**
     * The cloud has answered the delete of every key of an avatar, or nothing of it had ever left.
     *
     * @param record the tombstone
     */
    void deleted(AvatarRecord record);

    /**
     * Bytes of an avatar are on their way.
     *
     * @param record as it was when the transfer began
     * @param sent bytes of all variants
     * @param total bytes of all variants
     */
    void progress(AvatarRecord record, long sent, long total);

    /** A pass has ended: what other processes did may be looked at. */
    void passed();
}

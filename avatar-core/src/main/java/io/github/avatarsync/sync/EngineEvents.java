package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.VariantInfo;
import java.time.Duration;

/** What the engine tells the façade, on whatever thread it happens; the receiver does not block and does not throw. */
public interface EngineEvents {
    /**
     * A record reached another state, and is stored so. {@link #synced} and {@link #blocked} say so themselves.
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

    /**
     * A file was verified in the cloud.
     *
     * @param record whose, as last stored
     * @param variant which
     * @param took the put alone
     */
    void put(AvatarRecord record, VariantInfo variant, Duration took);

    /**
     * Every file of an avatar is in the cloud.
     *
     * @param record as stored
     */
    void synced(AvatarRecord record);

    /**
     * An avatar was blocked, or for another reason than before.
     *
     * @param record as stored
     */
    void blocked(AvatarRecord record);

    /**
     * An attempt failed and will be repeated.
     *
     * @param record as last stored
     * @param kind of the failure
     */
    void failed(AvatarRecord record, String kind);

    /** A pass has ended: what other processes did may be looked at. */
    void passed();
}

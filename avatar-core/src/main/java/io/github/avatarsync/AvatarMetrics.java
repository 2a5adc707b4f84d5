package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.time.Duration;

/**
 * Hears of what is worth counting and timing, at once and on the thread where it happens: an implementation is thread-safe and does
 * not block. One that throws harms nothing. New methods will be {@code default} ones.
 *
 * <p>{@code avatar-micrometer} has one for Micrometer. What several processes do is told in each by its own.
 */
public interface AvatarMetrics {
    /**
     * An upload was acknowledged. One that joined a host's transaction may still be rolled back.
     *
     * @param avatar the avatar, which may have been there already
     * @param took from the call to the return
     */
    default void accepted(@Nonnull Avatar avatar, @Nonnull Duration took) {}

    /**
     * An upload was refused.
     *
     * @param code why
     */
    default void refused(@Nonnull InvalidAvatarException.Code code) {}

    /**
     * A file was verified in the cloud.
     *
     * @param avatar whose, as it was before
     * @param file which
     * @param took the put alone, its own retries included
     */
    default void put(@Nonnull Avatar avatar, @Nonnull VariantInfo file, @Nonnull Duration took) {}

    /**
     * Every file of an avatar is in the cloud.
     *
     * @param avatar which
     * @param age since it was first accepted, days offline included
     */
    default void synced(@Nonnull Avatar avatar, @Nonnull Duration age) {}

    /**
     * An avatar was blocked, or for another reason than before.
     *
     * @param avatar which; {@link Avatar#blocked()} says why
     */
    default void blocked(@Nonnull Avatar avatar) {}

    /**
     * An attempt failed and will be repeated.
     *
     * @param avatar which
     * @param kind name of the {@link CloudStorageException.Kind} or {@link CredentialsException.Kind}; {@code STORE} if records
     *     could not be written, {@code LOCAL} if a local file could not be read, {@code UNEXPECTED} for anything else
     */
    default void failed(@Nonnull Avatar avatar, @Nonnull String kind) {}
}

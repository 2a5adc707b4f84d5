package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;

/**
 * What is known of one file of an avatar.
 *
 * @param variant which file
 * @param contentType for example {@code image/png}
 * @param extension for example {@code png}, without a dot
 * @param size in bytes
 * @param width in pixels, as people see it
 * @param height in pixels, as people see it
 * @param sha256 of the bytes, 64 lower-case hexadecimal digits
 * @param key name of the object in the bucket; null until the avatar is bound to an identity, then for ever the same
 * @param inCloud true once verified in the cloud
 * @param local false once the local copy was evicted
 */
public record VariantInfo(
        @Nonnull Variant variant,
        @Nonnull String contentType,
        @Nonnull String extension,
        long size,
        int width,
        int height,
        @Nonnull String sha256,
        @Nullable String key,
        boolean inCloud,
        boolean local) {

    /**
     * The same file under its name in the bucket.
     *
     * @param newKey the name
     * @return a copy
     */
    @Nonnull
    public VariantInfo withKey(@Nonnull String newKey) {
        return new VariantInfo(variant, contentType, extension, size, width, height, sha256, newKey, inCloud, local);
    }

    /**
     * The same file, in the cloud or not.
     *
     * @param nowInCloud true if it was verified there
     * @return a copy
     */
    @Nonnull
    public VariantInfo withInCloud(boolean nowInCloud) {
        return new VariantInfo(variant, contentType, extension, size, width, height, sha256, key, nowInCloud, local);
    }

    /**
     * The same file, kept locally or not.
     *
     * @param nowLocal false if the local copy was evicted
     * @return a copy
     */
    @Nonnull
    public VariantInfo withLocal(boolean nowLocal) {
        return new VariantInfo(variant, contentType, extension, size, width, height, sha256, key, inCloud, nowLocal);
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;

/**
 * What the cloud says of an object.
 *
 * @param key its name
 * @param size in bytes
 * @param sha256 of the bytes as the cloud itself computed or verified it, 64 lower-case hexadecimal digits; null if it cannot
 *     tell
 */
public record ObjectInfo(
        @Nonnull String key, long size, @Nullable String sha256) {}

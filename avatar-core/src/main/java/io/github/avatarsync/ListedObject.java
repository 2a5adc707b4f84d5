package io.github.avatarsync;

import jakarta.annotation.Nonnull;

/**
 * One object of a listing.
 *
 * @param key its name
 * @param size in bytes
 * @param version of its bytes, such as an ETag: another one for other bytes under the same key; no control characters
 */
public record ListedObject(
        @Nonnull String key, long size, @Nonnull String version) {}

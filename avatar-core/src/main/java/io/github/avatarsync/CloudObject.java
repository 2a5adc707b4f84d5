package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.util.Map;

/**
 * What is to be put under a key.
 *
 * @param key name of the object in the bucket
 * @param contentType for example {@code image/png}
 * @param size in bytes
 * @param sha256 of the bytes, 64 lower-case hexadecimal digits
 * @param metadata small facts that go with the object, such as {@code avatar-id} and {@code name}; names are lower-case ASCII,
 *     values may be any text
 */
public record CloudObject(
        @Nonnull String key,
        @Nonnull String contentType,
        long size,
        @Nonnull String sha256,
        @Nonnull Map<String, String> metadata) {

    /** Takes a copy of the metadata. */
    public CloudObject {
        metadata = Map.copyOf(metadata);
    }
}

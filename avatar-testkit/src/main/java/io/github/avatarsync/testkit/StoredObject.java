package io.github.avatarsync.testkit;

import jakarta.annotation.Nonnull;
import java.time.Instant;
import java.util.Map;

/**
 * An object in the fake cloud; its bytes are at {@link InMemoryCloudStorage#bytes(String)}.
 *
 * @param key its name
 * @param contentType for example {@code image/png}
 * @param size in bytes
 * @param sha256 of the bytes, 64 lower-case hexadecimal digits
 * @param metadata small facts that came with it
 * @param storedAt when, by the cloud's clock
 */
public record StoredObject(
        @Nonnull String key,
        @Nonnull String contentType,
        long size,
        @Nonnull String sha256,
        @Nonnull Map<String, String> metadata,
        @Nonnull Instant storedAt) {
    /** Takes a copy of the metadata. */
    public StoredObject {
        metadata = Map.copyOf(metadata);
    }
}

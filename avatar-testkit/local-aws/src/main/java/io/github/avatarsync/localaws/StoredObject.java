package io.github.avatarsync.localaws;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.Map;

/**
 * One object of the bucket, read past every check.
 *
 * @param key its key
 * @param size length in bytes
 * @param eTag ETag without quotes
 * @param contentType media type
 * @param cacheControl Cache-Control, or null
 * @param metadata user metadata, names in lower case without {@code x-amz-meta-}
 */
public record StoredObject(
        @Nonnull String key,
        long size,
        @Nonnull String eTag,
        @Nonnull String contentType,
        @Nullable String cacheControl,
        @Nonnull Map<String, String> metadata) {}

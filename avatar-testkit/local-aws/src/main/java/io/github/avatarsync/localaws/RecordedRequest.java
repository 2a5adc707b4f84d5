package io.github.avatarsync.localaws;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.time.Instant;

/**
 * One request that came in, recorded before the first byte of its answer left.
 *
 * @param at when it was answered, by the clock of the {@link LocalAws}
 * @param method HTTP method
 * @param operation what it asked for
 * @param bucket bucket, or null for Cognito
 * @param key decoded key, or null where there is none
 * @param identity whose credentials or login it carried, verified or not; null for the service and for strangers
 * @param status HTTP status, 0 where no answer was given
 * @param error error code, or null
 */
public record RecordedRequest(
        @Nonnull Instant at,
        @Nonnull String method,
        @Nonnull Operation operation,
        @Nullable String bucket,
        @Nullable String key,
        @Nullable String identity,
        int status,
        @Nullable String error) {}

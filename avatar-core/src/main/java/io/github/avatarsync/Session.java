package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.time.Instant;

/**
 * An owner, the owner's identity in the cloud, and credentials for it: one value, so that they cannot be mixed up.
 *
 * <p>{@link #toString()} shows neither secret nor token.
 *
 * @param owner the application's user
 * @param identity stable name of the owner's folder in the bucket
 * @param authority who vouches for the identity, for example {@code cognito:eu-west-1:1111-…} or {@code service}; an avatar
 *     bound under one authority is never sent under another
 * @param keyId the access key id
 * @param secret the secret access key
 * @param token the session token; null for long-lived keys
 * @param expiresAt when the credentials end, by this machine's wall clock; null for long-lived keys
 */
public record Session(
        @Nonnull OwnerId owner,
        @Nonnull String identity,
        @Nonnull String authority,
        @Nonnull String keyId,
        @Nonnull String secret,
        @Nullable String token,
        @Nullable Instant expiresAt) {

    /**
     * Whether the credentials have ended.
     *
     * @param now by this machine's wall clock
     * @return false for long-lived keys
     */
    public boolean expired(@Nonnull Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "Session[owner=" + owner + ", identity=" + identity + ", authority=" + authority + ", expiresAt="
                + expiresAt + "]";
    }
}

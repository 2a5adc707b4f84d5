package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.time.Instant;

/** Issued credentials. Those of the service have no identity, no token and no end. */
record Session(
        String accessKeyId,
        String secretKey,
        @Nullable String token,
        @Nullable String identity,
        @Nullable Instant expiresAt) {
    Session expiredAt(Instant end) {
        return new Session(accessKeyId, secretKey, token, identity, end);
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "Session[" + accessKeyId + ", " + identity + ", " + expiresAt + "]";
    }
}

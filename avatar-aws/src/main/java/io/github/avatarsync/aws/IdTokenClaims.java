package io.github.avatarsync.aws;

import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * What an ID token says of itself. Read, not verified: Cognito verifies the signature, this is for noticing early what cannot
 * work.
 *
 * @param issuer the user pool, as a URL
 * @param subject the user in that pool; never changes
 * @param audience the application client it was made for; null if it does not say
 * @param expiresAt by the clock of the issuer; null if it does not say
 * @param use {@code id} or {@code access}; null if it does not say
 */
record IdTokenClaims(
        String issuer,
        String subject,
        @Nullable String audience,
        @Nullable Instant expiresAt,
        @Nullable String use) {
    /** Throws {@link IllegalArgumentException} without any part of the token in its message. */
    static IdTokenClaims of(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("it does not have three parts");
        }
        Map<String, Object> claims = Json.object(decoded(parts[1]));
        if (!(claims.get("iss") instanceof String issuer) || !(claims.get("sub") instanceof String subject)) {
            throw new IllegalArgumentException("it has no issuer or no subject");
        }
        Instant end = claims.get("exp") instanceof Double seconds ? Instant.ofEpochSecond(seconds.longValue()) : null;
        return new IdTokenClaims(issuer, subject, text(claims, "aud"), end, text(claims, "token_use"));
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text ? text : null;
    }

    private static String decoded(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The decoder's own message may quote the token.
            throw new IllegalArgumentException("its second part is not base64");
        }
    }

    boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean isAccessToken() {
        return "access".equals(use);
    }
}

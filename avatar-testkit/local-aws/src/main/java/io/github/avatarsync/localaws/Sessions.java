package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Every credential that was issued, by access key id; thread-safe. */
final class Sessions {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Map<String, Session> byAccessKeyId = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Duration life;
    private final Session service;

    Sessions(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
        service = new Session(accessKeyId("AKIA"), secret(30), null, null, null);
        byAccessKeyId.put(service.accessKeyId(), service);
    }

    Session service() {
        return service;
    }

    Session issue(String identity) {
        Instant end = Instant.ofEpochSecond(clock.instant().plus(life).getEpochSecond());
        Session session = new Session(accessKeyId("ASIA"), secret(30), secret(300), identity, end);
        byAccessKeyId.put(session.accessKeyId(), session);
        return session;
    }

    @Nullable
    Session find(@Nullable String accessKeyId) {
        return accessKeyId == null ? null : byAccessKeyId.get(accessKeyId);
    }

    /** The session of a request, or the refusal that S3 gives for its access key and token. */
    Session require(@Nullable String accessKeyId, @Nullable String token) {
        if (accessKeyId == null) {
            throw new Refusal(403, "AccessDenied", "Access Denied");
        }
        Session session = find(accessKeyId);
        if (session == null || (session.token() != null && token == null)) {
            throw new Refusal(
                    403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
        }
        if (!Objects.equals(session.token(), token)) {
            throw new Refusal(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
        }
        if (session.isExpired(clock.instant())) {
            throw new Refusal(400, "ExpiredToken", "The provided token has expired.");
        }
        return session;
    }

    void expireAll() {
        expire(session -> session.identity() != null);
    }

    void expire(String identity) {
        expire(session -> identity.equals(session.identity()));
    }

    private void expire(Predicate<Session> which) {
        byAccessKeyId.replaceAll((id, session) -> which.test(session) ? session.expiredAt(Instant.MIN) : session);
    }

    private String accessKeyId(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        random.ints(16, 0, ALPHABET.length()).forEach(i -> id.append(ALPHABET.charAt(i)));
        return id.toString();
    }

    private String secret(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }
}

package io.github.avatarsync.testkit;

import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The credentials that a fake cloud has given out: it believes them, and nothing that a session says of itself. */
final class IssuedSessions {
    private final Clock clock;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    IssuedSessions(Clock clock) {
        this.clock = clock;
    }

    /** What a key id stands for. */
    private record Grant(String identity, String secret, String token, Instant end) {}

    Session issue(OwnerId owner, String identity, String authority, Duration life, Instant machineNow) {
        long number = count.incrementAndGet();
        String keyId = "FAKEKEY" + number;
        Grant grant = new Grant(
                identity,
                "fake-secret-" + number,
                "fake-token-" + number,
                clock.instant().plus(life));
        grants.put(keyId, grant);
        return new Session(owner, identity, authority, keyId, grant.secret, grant.token, machineNow.plus(life));
    }

    /** Ends everything given out so far. */
    void endAll() {
        grants.replaceAll((keyId, grant) -> new Grant(grant.identity, grant.secret, grant.token, Instant.MIN));
    }

    /** Whose folder the credentials open. */
    String identity(Session session, Call call) {
        Grant grant = grants.get(session.keyId());
        if (grant == null || !grant.secret.equals(session.secret()) || !Objects.equals(grant.token, session.token())) {
            throw refusal(call, "unknown credentials");
        }
        if (!clock.instant().isBefore(grant.end)) {
            throw refusal(call, "the session has ended");
        }
        return grant.identity;
    }

    private static CloudStorageException refusal(Call call, String why) {
        return new CloudStorageException(CloudStorageException.Kind.SESSION, Failures.text(call, why), null);
    }
}

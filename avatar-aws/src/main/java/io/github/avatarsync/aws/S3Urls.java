package io.github.avatarsync.aws;

import io.github.avatarsync.AvatarUrl;
import io.github.avatarsync.Session;
import jakarta.annotation.Nullable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

/** The addresses of objects, computed without any request. */
final class S3Urls {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/";

    private final @Nullable String cdn;
    private final @Nullable String publicBase;
    private final S3Requests requests;
    private final S3Clients clients;
    private final Clock clock;

    /** Both bases end with a slash; null where there is none. */
    S3Urls(@Nullable String cdn, @Nullable String publicBase, S3Requests requests, S3Clients clients, Clock clock) {
        this.cdn = cdn;
        this.publicBase = publicBase;
        this.requests = requests;
        this.clients = clients;
        this.clock = clock;
    }

    Optional<AvatarUrl> of(@Nullable Session session, String key) {
        if (cdn != null) {
            return Optional.of(new AvatarUrl(URI.create(cdn + escaped(key)), AvatarUrl.Kind.CDN, null));
        }
        Instant now = clock.instant();
        if (session != null && !session.expired(now.plusSeconds(1))) {
            return Optional.of(signed(session, key, now));
        }
        return Optional.ofNullable(publicBase)
                .map(base -> new AvatarUrl(URI.create(base + escaped(key)), AvatarUrl.Kind.PUBLIC, null));
    }

    /** It dies with the credentials, or after an hour. */
    private AvatarUrl signed(Session session, String key, Instant now) {
        Duration left = session.expiresAt() == null ? LONGEST : Duration.between(now, session.expiresAt());
        Duration lives = left.compareTo(LONGEST) > 0 ? LONGEST : left.truncatedTo(ChronoUnit.SECONDS);
        PresignedGetObjectRequest request = clients.presigner()
                .presignGetObject(sign -> sign.signatureDuration(lives).getObjectRequest(requests.get(session, key)));
        return new AvatarUrl(URI.create(request.url().toString()), AvatarUrl.Kind.SIGNED, now.plus(lives));
    }

    /** Percent-encodes everything that an address could take for something else, such as the colon of a Cognito identity. */
    static String escaped(String key) {
        StringBuilder result = new StringBuilder();
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                result.append((char) b);
            } else {
                result.append(String.format("%%%02X", b & 0xff));
            }
        }
        return result.toString();
    }
}

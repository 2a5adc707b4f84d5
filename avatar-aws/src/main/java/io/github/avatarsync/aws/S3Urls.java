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
    private final @Nullable CdnSigner signer;
    private final @Nullable String publicBase;
    private final S3Requests requests;
    private final S3Clients clients;
    private final Clock clock;

    /** Both bases end with a slash; null where there is none, {@code signer} too where the CDN serves everybody. */
    S3Urls(
            @Nullable String cdn,
            @Nullable CdnSigner signer,
            @Nullable String publicBase,
            S3Requests requests,
            S3Clients clients,
            Clock clock) {
        this.cdn = cdn;
        this.signer = signer;
        this.publicBase = publicBase;
        this.requests = requests;
        this.clients = clients;
        this.clock = clock;
    }

    Optional<AvatarUrl> of(@Nullable Session session, String key) {
        Instant now = clock.instant();
        if (cdn != null) {
            return Optional.of(ofCdn(cdn + escaped(key), now));
        }
        if (session != null && !session.expired(now.plusSeconds(1))) {
            return Optional.of(signed(session, key, now));
        }
        return Optional.ofNullable(publicBase)
                .map(base -> new AvatarUrl(URI.create(base + escaped(key)), AvatarUrl.Kind.PUBLIC, null));
    }

    private AvatarUrl ofCdn(String address, Instant now) {
        if (signer == null) {
            return new AvatarUrl(URI.create(address), AvatarUrl.Kind.CDN, null);
        }
        // CloudFront counts in whole seconds.
        Instant expires = now.plus(signer.life()).truncatedTo(ChronoUnit.SECONDS);
        return new AvatarUrl(signer.signed(address, expires), AvatarUrl.Kind.CDN, expires);
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

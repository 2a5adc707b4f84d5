package io.github.avatarsync.aws;

import io.github.avatarsync.OwnerId;
import io.github.avatarsync.localaws.LocalAws;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An application with users who sign in and out at a {@link LocalAws}: its {@link IdTokenSource}. */
final class Host implements IdTokenSource {
    private final LocalAws aws;
    private final Map<OwnerId, String> tokens = new ConcurrentHashMap<>();
    private final Map<OwnerId, Boolean> revoked = new ConcurrentHashMap<>();
    private volatile OwnerId onlyUser;
    final AtomicInteger freshAsked = new AtomicInteger();

    Host(LocalAws aws) {
        this.aws = aws;
    }

    OwnerId signIn(String name) {
        OwnerId owner = OwnerId.of(name);
        revoked.remove(owner);
        tokens.put(owner, aws.idToken(name));
        return owner;
    }

    void signIn(OwnerId owner, String jwt) {
        tokens.put(owner, jwt);
    }

    void signOut(OwnerId owner) {
        tokens.remove(owner);
    }

    void switchUser(OwnerId owner) {
        onlyUser = owner;
    }

    /** From now on every token of this owner has ended. */
    void revoke(OwnerId owner) {
        revoked.put(owner, true);
        tokens.put(owner, aws.idToken(owner.value(), Duration.ofMinutes(-5)));
    }

    @Override
    public Optional<IdToken> idToken(OwnerId owner, boolean fresh) {
        OwnerId whose = onlyUser == null ? owner : onlyUser;
        if (fresh) {
            freshAsked.incrementAndGet();
            tokens.computeIfPresent(
                    whose,
                    (o, old) -> revoked.containsKey(o)
                            ? aws.idToken(o.value(), Duration.ofMinutes(-5))
                            : aws.idToken(o.value()));
        }
        return Optional.ofNullable(tokens.get(whose)).map(jwt -> new IdToken(whose, jwt));
    }

    CognitoCredentialsSource.Builder credentials() {
        return CognitoCredentialsSource.builder(aws.identityPoolId(), aws.userPoolId(), aws.region(), this)
                .endpoint(aws.cognitoEndpoint());
    }

    S3CloudStorage.Builder storage() {
        return S3CloudStorage.builder()
                .bucket(aws.bucket())
                .region(aws.region())
                .endpoint(aws.s3Endpoint());
    }
}

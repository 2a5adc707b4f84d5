package io.github.avatarsync.examples;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.IdToken;
import io.github.avatarsync.localaws.LocalAws;
import jakarta.annotation.Nullable;
import java.util.Optional;

/** AWS as the environment describes it, or else LocalAws, started for the occasion. */
record Surroundings(AwsSettings settings, @Nullable LocalAws local) implements AutoCloseable {
    static Surroundings find() {
        Optional<AwsSettings> real = AwsSettings.fromEnvironment();
        if (real.isPresent()) {
            if (!real.get().usesCognito() || System.getenv("AVATAR_ID_TOKEN") == null) {
                throw new AvatarException(
                        "on AWS the quickstart needs AVATAR_COGNITO_IDENTITY_POOL_ID, AVATAR_COGNITO_USER_POOL_ID and a user's"
                                + " ID token in AVATAR_ID_TOKEN",
                        null);
            }
            return new Surroundings(real.get(), null);
        }
        LocalAws local = LocalAws.start();
        return new Surroundings(AwsSettings.from(local.environment()).orElseThrow(), local);
    }

    /** On real AWS a host would ask its user pool; here the tokens come from AVATAR_ID_TOKEN and AVATAR_OTHER_ID_TOKEN. */
    Optional<IdToken> idToken(OwnerId owner, boolean fresh) {
        String variable = owner.value().equals("alice") ? "AVATAR_ID_TOKEN" : "AVATAR_OTHER_ID_TOKEN";
        Optional<String> jwt = local == null
                ? Optional.ofNullable(System.getenv(variable))
                : Optional.of(local.idToken(owner.value()));
        return jwt.map(token -> new IdToken(owner, token));
    }

    String remark() {
        return local == null
                ? ""
                : " (LocalAws, in this JVM; set AVATAR_CLOUD_BUCKET and the Cognito settings for AWS)";
    }

    @Override
    public void close() {
        if (local != null) {
            local.close();
        }
    }
}

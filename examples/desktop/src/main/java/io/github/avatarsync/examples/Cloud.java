package io.github.avatarsync.examples;

import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.IdToken;
import io.github.avatarsync.localaws.LocalAws;
import jakarta.annotation.Nullable;
import java.nio.file.Path;
import java.util.Optional;

/** AWS as the environment describes it, or else LocalAws, which can be unplugged. */
record Cloud(AwsSettings settings, @Nullable LocalAws local) implements AutoCloseable {
    /** Always the same one: an avatar stays bound to the endpoint it was first sent to. */
    private static final int PORT = 47_470;

    /** With LocalAws the bucket is kept in the directory, so that the next start finds it again. */
    static Cloud find(Path directory) {
        Optional<AwsSettings> real = AwsSettings.fromEnvironment();
        if (real.isPresent()) {
            return new Cloud(real.get(), null);
        }
        return of(LocalAws.builder().directory(directory).port(PORT).start());
    }

    static Cloud of(LocalAws local) {
        return new Cloud(AwsSettings.from(local.environment()).orElseThrow(), local);
    }

    /** On AWS an application asks its user pool; here the token comes from AVATAR_ID_TOKEN. */
    Optional<IdToken> idToken(OwnerId owner, boolean fresh) {
        Optional<String> jwt = local == null
                ? Optional.ofNullable(System.getenv("AVATAR_ID_TOKEN"))
                : Optional.of(local.idToken(owner.value()));
        return jwt.map(token -> new IdToken(owner, token));
    }

    boolean canBeUnplugged() {
        return local != null;
    }

    void plug(boolean in) {
        if (local != null && in) {
            local.goOnline();
        } else if (local != null) {
            local.goOffline();
        }
    }

    @Override
    public void close() {
        if (local != null) {
            local.close();
        }
    }
}

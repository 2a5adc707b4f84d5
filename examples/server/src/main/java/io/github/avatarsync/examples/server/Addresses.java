package io.github.avatarsync.examples.server;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.AvatarUrl;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.VariantInfo;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where browsers fetch a file. */
@Component
class Addresses {
    private final AvatarSync sync;
    private final CloudStorage storage;
    private final CredentialsSource credentials;

    Addresses(AvatarSync sync, CloudStorage storage, CredentialsSource credentials) {
        this.sync = sync;
        this.storage = storage;
        this.credentials = credentials;
    }

    // tag::address[]
    /** In the cloud, by CDN or signed; empty while the file is not there yet. */
    Optional<AvatarUrl> of(Avatar avatar, VariantInfo file) {
        return sync.of(avatar.owner())
                .url(avatar, file.variant())
                .filter(url -> url.kind() != AvatarUrl.Kind.LOCAL)
                .or(() -> signed(avatar, file));
    }

    /** The library signs with a session that it has; a service's own credentials cost nothing, so there may always be one. */
    private Optional<AvatarUrl> signed(Avatar avatar, VariantInfo file) {
        return Optional.ofNullable(file.inCloud() ? file.key() : null)
                .flatMap(key -> storage.url(credentials.session(avatar.owner(), null), key));
    }
    // end::address[]
}

package io.github.avatarsync.examples;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.SystemAvatar;
import io.github.avatarsync.SystemAvatars;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.IdToken;
import io.github.avatarsync.aws.IdTokenSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** How an application embeds the library; the README shows these lines. */
final class Embedding {
    private Embedding() {}

    // tag::embed[]
    static AvatarSync open(Path directory, IdTokenSource signedInUser) {
        AvatarSync.Builder avatars = AvatarSync.builder().directory(directory);
        AwsSettings.fromEnvironment().ifPresent(aws -> aws.connect(avatars, signedInUser));
        return avatars.open();
    }

    static void changeAvatar(AvatarSync sync, String userId, Path photo) {
        Avatar avatar = sync.of(OwnerId.of(userId)).upload(AvatarSource.file(photo)); // safe on disk from here on
        sync.of(avatar.owner())
                .whenSynced(avatar.id())
                .thenAccept(synced -> System.out.println("in the cloud: " + synced.id()));
    }
    // end::embed[]

    /** What an application has anyway: its own sign-in. */
    interface Login {
        Optional<User> user();
    }

    /** Somebody who is signed in. */
    interface User {
        String id();

        String idToken(boolean fresh);
    }

    // tag::tokens[]
    static IdTokenSource tokensOf(Login login) {
        return (owner, fresh) -> login.user() // whoever is signed in, or nobody
                .map(user -> new IdToken(OwnerId.of(user.id()), user.idToken(fresh))); // fresh: the last one did not do
    }
    // end::tokens[]

    // tag::system[]
    static InputStream pictureToShow(AvatarSync sync, OwnerId user) {
        SystemAvatars system = sync.system(user);
        return system.defaultAvatar() // always the same one for this user
                .flatMap(SystemAvatar::image)
                .map(system::open) // from this machine after the first time, offline too
                .orElseGet(InputStream::nullInputStream);
    }
    // end::system[]
}

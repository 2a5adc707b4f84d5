package io.github.avatarsync.endtoend;

import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.CognitoCredentialsSource;
import io.github.avatarsync.aws.IdTokenSource;
import io.github.avatarsync.aws.S3CloudStorage;
import io.github.avatarsync.store.DirectoryMediaStore;
import io.github.avatarsync.store.FileAvatarStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** An application on a machine: the library over real files and the real SDK; nothing moves unless the test drains. */
final class Device implements AutoCloseable {
    /** Thumbnails of 16 pixels: these tests are not about pictures. Videos may be large. */
    static final MediaRules RULES =
            MediaRules.builder().thumbnailSizes(16).maxVideoBytes(256L << 20).build();

    private final FileAvatarStore store;
    private final DirectoryMediaStore media;
    private final S3CloudStorage storage;
    private final CognitoCredentialsSource credentials;
    private final AvatarSync sync;

    Device(Path directory, Map<String, String> environment, IdTokenSource tokens, Clock clock) {
        AwsSettings settings = AwsSettings.from(environment).orElseThrow();
        store = FileAvatarStore.open(directory);
        media = DirectoryMediaStore.open(directory);
        storage = settings.storageBuilder().clock(clock).build();
        credentials = settings.cognitoBuilder(tokens).clock(clock).build();
        sync = AvatarSync.builder()
                .store(store)
                .media(media)
                .cloud(storage, credentials)
                .keys(settings.keys())
                .rules(RULES)
                .clock(clock)
                .background(false)
                .open();
    }

    AvatarSync sync() {
        return sync;
    }

    AvatarStore store() {
        return store;
    }

    MediaStore media() {
        return media;
    }

    S3CloudStorage storage() {
        return storage;
    }

    CognitoCredentialsSource credentials() {
        return credentials;
    }

    @Override
    public void close() {
        sync.close();
        storage.close();
        credentials.close();
    }
}

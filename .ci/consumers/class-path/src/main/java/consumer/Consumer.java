package consumer;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.CognitoCredentialsSource;
import io.github.avatarsync.aws.IdToken;
import io.github.avatarsync.aws.S3CloudStorage;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.testkit.SampleImages;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A stranger's application: dependencies on the installed artifacts, and one avatar all the way. */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] args) throws Exception {
        OwnerId anna = OwnerId.of("anna");
        try (LocalAws local = LocalAws.start()) {
            AwsSettings aws = AwsSettings.from(local.environment()).orElseThrow();
            try (S3CloudStorage storage = aws.storage();
                    CognitoCredentialsSource credentials = aws.cognito(
                            (owner, fresh) -> Optional.of(new IdToken(owner, local.idToken(owner.value()))));
                    AvatarSync sync = AvatarSync.builder()
                            .directory(Files.createTempDirectory("consumer-"))
                            .cloud(storage, credentials)
                            .keys(aws.keys())
                            .open()) {
                Avatars avatars = sync.of(anna);
                Avatar avatar = avatars.upload(AvatarSource.bytes(SampleImages.webp(64, 48)));
                Avatar synced = avatars.whenSynced(avatar.id()).get(1, TimeUnit.MINUTES);
                System.out.println("consumer: " + synced.state() + " on the class path, JDK "
                        + Runtime.version().feature());
            }
        }
    }
}

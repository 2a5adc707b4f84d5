package io.github.avatarsync.endtoend;

import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.CognitoCredentialsSource;
import io.github.avatarsync.aws.IdToken;
import io.github.avatarsync.aws.S3CloudStorage;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Uploads and syncs two avatars one after the other, and lets the library say on standard output what it says. What it must not say
 * is in the file {@code secrets} afterwards.
 */
final class LoggingApp {
    private final OwnerId owner;
    private final Path directory;
    private final List<String> secrets = new ArrayList<>();

    private LoggingApp(OwnerId owner, Path directory) {
        this.owner = owner;
        this.directory = directory;
    }

    /** Arguments: owner, directory, level of the library's log. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("org.slf4j.simpleLogger.log.io.github.avatarsync", arguments[2]);
        System.setProperty("org.slf4j.simpleLogger.logFile", "System.out");
        new LoggingApp(OwnerId.of(arguments[0]), Path.of(arguments[1])).run();
    }

    private void run() throws IOException {
        AwsSettings settings = AwsSettings.fromEnvironment().orElse(null);
        if (settings == null) {
            sync(AvatarSync.builder());
        } else {
            String token = System.getenv(AppProcess.TOKEN);
            secrets.add(token);
            try (S3CloudStorage storage = settings.storage();
                    CognitoCredentialsSource credentials =
                            settings.cognito((asked, fresh) -> Optional.of(new IdToken(owner, token)))) {
                sync(AvatarSync.builder().keys(settings.keys()).cloud(storage, (asked, rejected) -> {
                    Session session = credentials.session(asked, rejected);
                    secrets.addAll(List.of(session.keyId(), session.secret(), session.token()));
                    return session;
                }));
            }
        }
        Files.write(directory.resolve("secrets"), secrets);
    }

    private void sync(AvatarSync.Builder builder) {
        try (AvatarSync sync = builder.directory(directory).background(false).open()) {
            for (int seed = 1; seed <= 2; seed++) {
                sync.of(owner).upload(AvatarSource.bytes(SampleImages.png(20, 20, seed)));
                sync.runOnce();
            }
        }
    }
}

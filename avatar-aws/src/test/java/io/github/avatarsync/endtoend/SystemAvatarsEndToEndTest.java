package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.SystemAvatar;
import io.github.avatarsync.SystemAvatars;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** System avatars through the real SDK, over signed requests, with the rights that a signed-in user has. */
class SystemAvatarsEndToEndTest {
    private static final String FOLDER = "avatars/shared/system/";
    private static final byte[] FOX = SampleImages.png(16, 16, 1);

    @TempDir
    Path directory;

    private AvatarSync open(LocalAws aws, Users users) {
        AvatarSync.Builder builder = AvatarSync.builder().directory(directory).background(false);
        AwsSettings.from(aws.environment()).orElseThrow().connect(builder, users);
        return builder.open();
    }

    @Test
    void aUserListsOpensAndShowsThemWithTheirOwnCredentials() throws Exception {
        try (LocalAws aws = LocalAws.start()) {
            aws.put(FOLDER + "fox \u00fc.png", FOX);
            Users users = new Users(aws);
            OwnerId ann = users.signIn("ann");
            try (AvatarSync sync = open(aws, users)) {
                SystemAvatars system = sync.system(ann);
                SystemAvatar fox = system.defaultAvatar().orElseThrow();
                assertEquals("fox \u00fc", fox.name());
                for (int i = 0; i < 2; i++) {
                    assertArrayEquals(FOX, read(system, fox));
                }
                assertEquals(1, aws.count(Operation.LIST_OBJECTS));
                assertEquals(1, aws.count(Operation.GET_OBJECT));
                assertArrayEquals(
                        FOX,
                        fetched(system.url(fox.image().orElseThrow())
                                .orElseThrow()
                                .uri()));
            }
        }
    }

    private static byte[] read(SystemAvatars system, SystemAvatar avatar) throws IOException {
        try (InputStream in = system.open(avatar.image().orElseThrow())) {
            return in.readAllBytes();
        }
    }

    private static byte[] fetched(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void thereMayBeMoreThanAPage() {
        try (LocalAws aws = LocalAws.start()) {
            for (int i = 0; i < 1_005; i++) {
                aws.put(FOLDER + i + ".png", FOX);
            }
            Users users = new Users(aws);
            OwnerId ann = users.signIn("ann");
            try (AvatarSync sync = open(aws, users)) {
                assertEquals(1_005, sync.system(ann).list().size());
                assertEquals(2, aws.count(Operation.LIST_OBJECTS));
            }
        }
    }

    @Test
    void aRoleThatMayNotListIsToldSo() {
        String own = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*",
                 "Resource": "arn:aws:s3:::local-avatars/avatars/${cognito-identity.amazonaws.com:sub}/*"}]}
                """;
        try (LocalAws aws = LocalAws.builder().rolePolicy(own).start()) {
            Users users = new Users(aws);
            OwnerId ann = users.signIn("ann");
            try (AvatarSync sync = open(aws, users)) {
                CloudStorageException refused = assertThrows(
                        CloudStorageException.class, () -> sync.system(ann).list());
                assertEquals(BlockedReason.ACCESS_DENIED, refused.reason());
                assertTrue(refused.getMessage().contains(FOLDER), refused.getMessage());
            }
        }
    }
}

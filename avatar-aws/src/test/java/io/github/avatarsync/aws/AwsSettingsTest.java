package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.Variant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwsSettingsTest {
    private static final AvatarId ID = AvatarId.of("0123456789abcdef0123456789abcdef01234567");

    private static final Map<String, String> COMPLETE = Map.of(
            "AVATAR_CLOUD_BUCKET", "my-avatars",
            "AVATAR_CLOUD_REGION", "eu-west-1",
            "AVATAR_CLOUD_PATH_PREFIX", "faces",
            "AVATAR_CLOUD_ACCESS_KEY", "AKIAEXAMPLE",
            "AVATAR_CLOUD_SECRET_KEY", "very/secret",
            "AVATAR_CLOUD_CDN_DOMAIN", "d111111abcdef8.cloudfront.net",
            "AVATAR_COGNITO_IDENTITY_POOL_ID", "eu-west-1:01234567-89ab-cdef-0123-456789abcdef",
            "AVATAR_COGNITO_USER_POOL_ID", "eu-west-1_AbCdEf",
            "AVATAR_COGNITO_REGION", "eu-west-1");

    private static AwsSettings settings(Map<String, String> variables) {
        return AwsSettings.from(variables).orElseThrow();
    }

    private static String problem(Map<String, String> variables) {
        return assertThrows(AvatarException.class, () -> AwsSettings.from(variables))
                .getMessage();
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> variables = new HashMap<>(COMPLETE);
        variables.put(name, value);
        return variables;
    }

    @Test
    void nothingSetIsNoSettings() {
        assertEquals(Optional.empty(), AwsSettings.from(Map.of()));
        assertEquals(Optional.empty(), AwsSettings.from(Map.of("PATH", "/bin", "AVATAR_CLOUD_BUCKET", " ")));
    }

    @Test
    void everythingIsBuiltFromTheSettings() {
        AwsSettings settings = settings(COMPLETE);

        assertEquals("faces/me/images/" + ID + "_thumb.png", settings.keys().key("me", ID, Variant.THUMB, "png"));
        try (S3CloudStorage storage = settings.storage();
                CognitoCredentialsSource credentials = settings.cognito((owner, fresh) -> Optional.empty())) {
            assertEquals("https://s3.eu-west-1.amazonaws.com/my-avatars", storage.location());
            assertEquals(
                    "https://d111111abcdef8.cloudfront.net/a%3Ab.png",
                    storage.url(null, "a:b.png").orElseThrow().uri().toString());
            assertEquals(
                    "CognitoCredentialsSource[eu-west-1:01234567-89ab-cdef-0123-456789abcdef]", credentials.toString());
        }
        assertTrue(settings.usesCognito());
        Session session = settings.service(OwnerId::value).session(OwnerId.of("anna"), null);
        assertEquals(List.of("AKIAEXAMPLE", "very/secret"), List.of(session.keyId(), session.secret()));
    }

    @Test
    void bucketAndRegionAreEnough() {
        AwsSettings settings = settings(Map.of("AVATAR_CLOUD_BUCKET", "b-1", "AVATAR_CLOUD_REGION", "cn-north-1"));

        assertEquals(KeyLayout.standard(), settings.keys());
        assertFalse(settings.usesCognito());
        try (S3CloudStorage storage = settings.storage()) {
            assertEquals("https://s3.cn-north-1.amazonaws.com.cn/b-1", storage.location());
        }
        assertThrows(IllegalStateException.class, () -> settings.cognito((owner, fresh) -> Optional.empty()));
    }

    @Test
    void theCognitoRegionIsThatOfTheIdentityPool() {
        Map<String, String> variables = new HashMap<>(COMPLETE);
        variables.remove("AVATAR_COGNITO_REGION");

        settings(variables).cognito((owner, fresh) -> Optional.empty()).close();
    }

    @Test
    void allProblemsAreNamedAtOnceAndNoValueIs() {
        String message = problem(Map.of(
                "AVATAR_CLOUD_REGION", "Mordor",
                "AVATAR_CLOUD_PATH_PREFIX", "../up",
                "AVATAR_CLOUD_SECRET_KEY", "very/secret",
                "AVATAR_CLOUD_CDN_DOMAIN", "white space",
                "AVATAR_CLOUD_ENDPOINT", "ftp://user:pass@host",
                "AVATAR_COGNITO_IDENTITY_POOL_ID", "wrong-pool",
                "AVATAR_COGNITO_REGION", "eu-west-1"));

        for (String name : List.of(
                "AVATAR_CLOUD_BUCKET is not set",
                "AVATAR_CLOUD_REGION is not",
                "AVATAR_CLOUD_PATH_PREFIX is not",
                "AVATAR_CLOUD_SECRET_KEY is set, but AVATAR_CLOUD_ACCESS_KEY is not",
                "AVATAR_CLOUD_CDN_DOMAIN is not",
                "AVATAR_CLOUD_ENDPOINT is not",
                "AVATAR_COGNITO_IDENTITY_POOL_ID is set, but AVATAR_COGNITO_USER_POOL_ID is not",
                "AVATAR_COGNITO_IDENTITY_POOL_ID is not")) {
            assertTrue(message.contains(name), () -> name + " in: " + message);
        }
        for (String value : List.of("Mordor", "up", "very/secret", "white space", "pass", "wrong-pool")) {
            assertFalse(message.replace("AVATAR_CLOUD_", "").contains(value), value);
        }
    }

    @Test
    void everySettingIsCheckedForItsForm() {
        Map<String, String> wrong = Map.of(
                "AVATAR_CLOUD_BUCKET", "Not_A_Bucket",
                "AVATAR_CLOUD_REGION", "europe",
                "AVATAR_CLOUD_PATH_PREFIX", "a//b",
                "AVATAR_CLOUD_CDN_DOMAIN", "a b",
                "AVATAR_CLOUD_ENDPOINT", "127.0.0.1:9000",
                "AVATAR_COGNITO_IDENTITY_POOL_ID", "eu-west-1",
                "AVATAR_COGNITO_USER_POOL_ID", "AbCdEf",
                "AVATAR_COGNITO_REGION", "eu-west-2",
                "AVATAR_COGNITO_ENDPOINT", "nowhere");
        wrong.forEach((name, value) -> {
            String message = problem(with(name, value));
            assertTrue(message.contains(name + " is not"), message);
        });
    }

    @Test
    void keysDoNotShow() {
        String text = settings(COMPLETE).toString();

        assertTrue(text.contains("my-avatars") && text.contains("eu-west-1"), text);
        assertFalse(text.contains("AKIA") || text.contains("secret/") || text.contains("very"), text);
    }
}

package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarUrl;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The addresses of objects: of the CDN, signed or not, of the bucket for a session, for everybody, or none. */
class S3UrlsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.750Z");
    private static final String KEY = "avatars/eu-west-1:1-2/images/a b_original.png";
    private static final String ESCAPED = "avatars/eu-west-1%3A1-2/images/a%20b_original.png";

    private static S3CloudStorage.Builder storage() {
        return S3CloudStorage.builder().bucket("pictures").region("eu-west-1").clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Session session(Duration left) {
        return new Session(
                OwnerId.of("ann"), "eu-west-1:1-2", "cognito", "ASIAEXAMPLE", "secret", "token", NOW.plus(left));
    }

    private static Map<String, String> query(AvatarUrl url) {
        return Arrays.stream(url.uri().getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    @Test
    void theCdnServesWithoutASessionAndTheIdentityIsEscaped() {
        try (S3CloudStorage cloud = storage().cdn("d1.cloudfront.net").build()) {
            AvatarUrl url = cloud.url(null, KEY).orElseThrow();
            assertEquals("https://d1.cloudfront.net/" + ESCAPED, url.uri().toString());
            assertEquals(AvatarUrl.Kind.CDN, url.kind());
            assertEquals(null, url.expiresAt());
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048, SHA1withRSA", "EC, 256, SHA1withECDSA"})
    void aSignedAddressOfTheCdnIsVerifiedByThePublicKey(String algorithm, int bits, String signing) throws Exception {
        KeyPair pair = pair(algorithm, bits);
        try (S3CloudStorage cloud = signing(storage(), pair).build()) {
            AvatarUrl url = cloud.url(null, KEY).orElseThrow();

            Instant expires = Instant.parse("2026-11-25T12:10:00Z");
            assertEquals(AvatarUrl.Kind.CDN, url.kind());
            assertEquals(expires, url.expiresAt());
            assertEquals("/" + ESCAPED, url.uri().getRawPath());
            assertEquals("K2JCJMDEHXQW5F", query(url).get("Key-Pair-Id"));
            assertEquals(Long.toString(expires.getEpochSecond()), query(url).get("Expires"));
            assertTrue(isSigned(url, pair, signing));
            assertFalse(isSigned(url, pair(algorithm, bits), signing), "by another key");
            assertFalse(url.toString().contains("Signature"), url.toString());
        }
    }

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static S3CloudStorage.Builder signing(S3CloudStorage.Builder storage, KeyPair pair) {
        return storage.cdn("d1.cloudfront.net").cdnSigning("K2JCJMDEHXQW5F", pair.getPrivate(), Duration.ofMinutes(10));
    }

    /** As CloudFront does: the policy is made of the address as it was asked for, and of Expires. */
    private static boolean isSigned(AvatarUrl url, KeyPair pair, String algorithm) throws GeneralSecurityException {
        String address = url.uri().toString();
        String policy = "{\"Statement\":[{\"Resource\":\"" + address.substring(0, address.indexOf('?'))
                + "\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":"
                + query(url).get("Expires") + "}}}]}";
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(pair.getPublic());
        signature.update(policy.getBytes(StandardCharsets.UTF_8));
        String text =
                query(url).get("Signature").replace('-', '+').replace('_', '=').replace('~', '/');
        return signature.verify(Base64.getDecoder().decode(text));
    }

    @Test
    void signingIsSetByTheEnvironment(@TempDir Path directory) throws Exception {
        KeyPair pair = pair("RSA", 2048);
        Path pem = pem(directory, pair);
        AwsSettings settings = AwsSettings.from(environment(pem)).orElseThrow();
        try (S3CloudStorage cloud = settings.storageBuilder()
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build()) {
            AvatarUrl url = cloud.url(null, KEY).orElseThrow();
            assertEquals(Instant.parse("2026-11-25T13:00:00Z"), url.expiresAt());
            assertTrue(isSigned(url, pair, "SHA1withRSA"));
        }
    }

    private static Map<String, String> environment(Path pem) {
        return Map.of(
                "AVATAR_CLOUD_BUCKET", "pictures",
                "AVATAR_CLOUD_REGION", "eu-west-1",
                "AVATAR_CLOUD_CDN_DOMAIN", "d1.cloudfront.net",
                "AVATAR_CLOUD_CDN_KEY_PAIR_ID", "K2JCJMDEHXQW5F",
                "AVATAR_CLOUD_CDN_PRIVATE_KEY_FILE", pem.toString());
    }

    private static Path pem(Path directory, KeyPair pair) throws IOException {
        String text = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return Files.writeString(directory.resolve("cdn.pem"), text);
    }

    @Test
    void settingsOfSigningThatCannotWorkAreNamedWithoutTheirValues(@TempDir Path directory) throws Exception {
        Map<String, String> good = environment(pem(directory, pair("RSA", 2048)));
        Path noKey = Files.writeString(directory.resolve("hunter2.pem"), "hunter2");
        String file = "AVATAR_CLOUD_CDN_PRIVATE_KEY_FILE";
        String keyPair = "AVATAR_CLOUD_CDN_KEY_PAIR_ID";

        assertProblem(good, file, null, keyPair + " is set, but " + file + " is not");
        assertProblem(good, keyPair, null, file + " is set, but " + keyPair + " is not");
        assertProblem(good, "AVATAR_CLOUD_CDN_DOMAIN", null, "AVATAR_CLOUD_CDN_DOMAIN is not");
        assertProblem(
                good, file, directory.resolve("nowhere.pem").toString(), file + " is not a file that can be read");
        assertProblem(good, file, noKey.toString(), file + " is not a file that can be read");
        assertProblem(good, keyPair, "hunter2", keyPair + " is not the id of a public key");
    }

    private static void assertProblem(Map<String, String> good, String name, String value, String words) {
        Map<String, String> variables = new HashMap<>(good);
        variables.put(name, value);
        AvatarException e = assertThrows(AvatarException.class, () -> AwsSettings.from(variables));
        assertTrue(e.getMessage().contains(words), e.getMessage());
        for (Throwable at = e; at != null; at = at.getCause()) {
            assertFalse(at.toString().contains("hunter2"), at.toString());
        }
    }

    @Test
    void signingWithoutACdnOrForNoTimeIsRefused() throws Exception {
        KeyPair pair = pair("RSA", 2048);
        S3CloudStorage.Builder builder = storage().cdnSigning("K", pair.getPrivate(), Duration.ofMinutes(1));
        assertThrows(IllegalArgumentException.class, builder::build);
        assertThrows(
                IllegalArgumentException.class,
                () -> storage().cdnSigning("K", pair.getPrivate(), Duration.ofMillis(1)));
    }

    @Test
    void withoutTheLibraryOnlyWhoSignsIsToldToAddIt(@TempDir Path directory) throws Exception {
        Map<String, String> signing = environment(pem(directory, pair("RSA", 2048)));
        Map<String, String> unsigned = new HashMap<>(signing);
        unsigned.keySet().removeIf(name -> name.contains("_CDN_KEY") || name.contains("_CDN_PRIVATE"));
        try (URLClassLoader without = classPathWithout("cloudfront")) {
            Method from = without.loadClass(AwsSettings.class.getName()).getMethod("from", Map.class);

            Optional<?> settings = (Optional<?>) from.invoke(null, unsigned);
            Object storage =
                    settings.orElseThrow().getClass().getMethod("storage").invoke(settings.orElseThrow());
            ((AutoCloseable) storage).close();
            Throwable e = assertThrows(InvocationTargetException.class, () -> from.invoke(null, signing))
                    .getCause();

            assertEquals(AvatarException.class.getName(), e.getClass().getName());
            assertTrue(e.getMessage().contains("needs the library software.amazon.awssdk:cloudfront"), e.getMessage());
        }
    }

    private static URLClassLoader classPathWithout(String library) throws IOException {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains(library)) {
                classPath.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @Test
    void aSignedAddressOfTheBucketDiesWithTheSessionOrAfterAnHour() {
        try (S3CloudStorage cloud = storage().build()) {
            AvatarUrl soon = cloud.url(session(Duration.ofMinutes(7)), KEY).orElseThrow();
            assertEquals(AvatarUrl.Kind.SIGNED, soon.kind());
            assertEquals("420", query(soon).get("X-Amz-Expires"));
            assertEquals(NOW.plus(Duration.ofMinutes(7)), soon.expiresAt());
            assertTrue(
                    soon.uri().getRawPath().endsWith("/" + ESCAPED), soon.uri().getRawPath());

            AvatarUrl later = cloud.url(session(Duration.ofHours(5)), KEY).orElseThrow();
            assertEquals("3600", query(later).get("X-Amz-Expires"));
            assertFalse(later.toString().contains("X-Amz"), later.toString());
        }
    }

    @Test
    void withoutASessionThereIsAnAddressOnlyIfTheBucketIsDeclaredPublic() {
        try (S3CloudStorage cloud = storage().build();
                S3CloudStorage open = storage().publicBucket(true).build()) {
            assertTrue(cloud.url(null, KEY).isEmpty());
            assertTrue(cloud.url(session(Duration.ZERO), KEY).isEmpty(), "a session that has ended is none");
            AvatarUrl url = open.url(null, KEY).orElseThrow();
            assertEquals(AvatarUrl.Kind.PUBLIC, url.kind());
            assertEquals(
                    "https://s3.eu-west-1.amazonaws.com/pictures/" + ESCAPED,
                    url.uri().toString());
        }
    }
}

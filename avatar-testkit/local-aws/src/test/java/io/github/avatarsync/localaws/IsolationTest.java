package io.github.avatarsync.localaws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

class IsolationTest {
    private static final byte[] BYTES = {1, 2, 3};

    private static LocalAws aws;
    private static SignedIn alice;
    private static SignedIn bob;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        alice = SignedIn.as("alice", aws);
        bob = SignedIn.as("bob", aws);
    }

    @AfterAll
    static void stop() {
        alice.close();
        bob.close();
        aws.close();
    }

    private static void refused(int status, String code, Executable request) {
        S3Exception e = assertThrows(S3Exception.class, request);
        assertEquals(status, e.statusCode());
        assertEquals(code, e.awsErrorDetails().errorCode());
    }

    private static void put(S3Client s3, String key) {
        s3.putObject(r -> r.bucket(aws.bucket()).key(key), RequestBody.fromBytes(BYTES));
    }

    @Test
    void folderOfAnotherIdentityIsClosed() {
        String key = bob.key("images/x.png");
        aws.put(key, BYTES);
        refused(403, "AccessDenied", () -> put(alice.s3(), key));
        refused(
                403,
                "AccessDenied",
                () -> alice.s3().getObjectAsBytes(r -> r.bucket(aws.bucket()).key(key)));
        refused(
                403,
                "AccessDenied",
                () -> alice.s3().deleteObject(r -> r.bucket(aws.bucket()).key(key)));
        refused(
                403,
                "AccessDenied",
                () -> alice.s3()
                        .createMultipartUpload(r -> r.bucket(aws.bucket()).key(key)));
        refused(
                403,
                "AccessDenied",
                () -> alice.s3()
                        .putObject(
                                r -> r.bucket(aws.bucket()).key(key).ifNoneMatch("*"),
                                RequestBody.fromBytes(new byte[3_000_000])));
        S3Exception head = assertThrows(
                S3Exception.class,
                () -> alice.s3().headObject(r -> r.bucket(aws.bucket()).key(key)));
        assertEquals(403, head.statusCode());
        assertArrayEquals(BYTES, aws.bytes(key));
    }

    @Test
    void folderWhoseNameOnlyStartsLikeTheOwnIsClosed() {
        refused(403, "AccessDenied", () -> put(alice.s3(), "avatars/" + alice.identity() + "x/a.png"));
        refused(403, "AccessDenied", () -> put(alice.s3(), "avatars/" + alice.identity()));
        refused(403, "AccessDenied", () -> put(alice.s3(), "other/" + alice.key("a.png")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../%s/images/x.png", "./x.png", "a//x.png", "a/../../%s/images/x.png"})
    void pathTricksNeverLeaveTheFolder(String trick) {
        String victim = bob.key("images/x.png");
        aws.put(victim, BYTES);
        String key = alice.key(trick.formatted(bob.identity()));
        refused(501, "NotImplemented", () -> put(alice.s3(), key));
        assertArrayEquals(BYTES, aws.bytes(victim));
    }

    @Test
    void copyFromAnotherFolderIsRefused() {
        String source = bob.key("images/source.png");
        aws.put(source, BYTES);
        String target = alice.key("images/stolen.png");
        refused(
                403,
                "AccessDenied",
                () -> alice.s3()
                        .copyObject(r -> r.sourceBucket(aws.bucket())
                                .sourceKey(source)
                                .destinationBucket(aws.bucket())
                                .destinationKey(target)));
        assertFalse(aws.objects().containsKey(target));
    }

    @Test
    void copyInsideTheOwnFolderAndFromTheSharedOneWorks() {
        String shared = "avatars/shared/system/fox.png";
        aws.put(shared, BYTES);
        for (String source : new String[] {alice.key("images/mine.png"), shared}) {
            aws.put(source, BYTES);
            String target = alice.key("images/copy.png");
            alice.s3()
                    .copyObject(r -> r.sourceBucket(aws.bucket())
                            .sourceKey(source)
                            .destinationBucket(aws.bucket())
                            .destinationKey(target));
            assertArrayEquals(BYTES, aws.bytes(target));
            aws.delete(target);
        }
    }

    @Test
    void sharedFolderIsToReadOnly() {
        aws.put("avatars/shared/system/owl.png", BYTES);
        assertArrayEquals(
                BYTES,
                alice.s3()
                        .getObjectAsBytes(r -> r.bucket(aws.bucket()).key("avatars/shared/system/owl.png"))
                        .asByteArray());
        refused(403, "AccessDenied", () -> put(alice.s3(), "avatars/shared/system/owl.png"));
    }

    @Test
    void identityMayNotList() {
        refused(403, "AccessDenied", () -> alice.s3().listObjectsV2(r -> r.bucket(aws.bucket())));
        refused(
                403,
                "AccessDenied",
                () -> alice.s3().listObjectsV2(r -> r.bucket(aws.bucket()).prefix(alice.key(""))));
        refused(403, "AccessDenied", () -> alice.s3().listBuckets());
    }

    @Test
    void missingObjectIsForbiddenToOneWhoMayNotList() {
        refused(
                403,
                "AccessDenied",
                () -> alice.s3().getObjectAsBytes(r -> r.bucket(aws.bucket()).key(alice.key("none.png"))));
        S3Exception head = assertThrows(
                S3Exception.class,
                () -> alice.s3().headObject(r -> r.bucket(aws.bucket()).key(alice.key("none.png"))));
        assertEquals(403, head.statusCode());
        try (S3Client service = SignedIn.service(aws)) {
            refused(
                    404,
                    "NoSuchKey",
                    () -> service.getObjectAsBytes(r -> r.bucket(aws.bucket()).key("none.png")));
        }
    }

    @Test
    void deletingManyTakesTheRightForEveryKey() {
        String mine = alice.key("images/d.png");
        String his = bob.key("images/d.png");
        aws.put(mine, BYTES);
        aws.put(his, BYTES);
        Delete both = Delete.builder()
                .objects(
                        ObjectIdentifier.builder().key(mine).build(),
                        ObjectIdentifier.builder().key(his).build())
                .build();
        refused(
                403,
                "AccessDenied",
                () -> alice.s3().deleteObjects(r -> r.bucket(aws.bucket()).delete(both)));
        assertArrayEquals(BYTES, aws.bytes(his));
        try (S3Client service = SignedIn.service(aws)) {
            service.deleteObjects(r -> r.bucket(aws.bucket()).delete(both));
        }
        assertFalse(aws.objects().containsKey(mine));
        assertFalse(aws.objects().containsKey(his));
    }

    @Test
    void wrongSecretIsRefused() {
        AwsSessionCredentials real = alice.credentials();
        try (S3Client forged =
                SignedIn.s3(aws, AwsSessionCredentials.create(real.accessKeyId(), "wrong", real.sessionToken()))) {
            refused(403, "SignatureDoesNotMatch", () -> put(forged, alice.key("forged.png")));
            refused(
                    403,
                    "SignatureDoesNotMatch",
                    () -> forged.putObject(
                            r -> r.bucket(aws.bucket()).key(alice.key("forged.png")),
                            RequestBody.fromBytes(new byte[5_000_000])));
        }
        assertFalse(aws.objects().containsKey(alice.key("forged.png")));
    }

    @Test
    void anonymousIsRefused() {
        try (S3Client nobody = SignedIn.s3(aws, AnonymousCredentialsProvider.create())) {
            refused(403, "AccessDenied", () -> put(nobody, alice.key("x.png")));
            refused(
                    403,
                    "AccessDenied",
                    () -> nobody.getObjectAsBytes(r -> r.bucket(aws.bucket()).key("avatars/shared/system/fox.png")));
        }
    }

    @Test
    void accessKeyWithoutItsTokenIsUnknown() {
        AwsSessionCredentials real = alice.credentials();
        AwsBasicCredentials naked = AwsBasicCredentials.create(real.accessKeyId(), real.secretAccessKey());
        try (S3Client s3 = SignedIn.s3(aws, naked)) {
            refused(403, "InvalidAccessKeyId", () -> put(s3, alice.key("x.png")));
        }
        try (S3Client s3 = SignedIn.s3(aws, AwsBasicCredentials.create("AKIANOBODY", "secret"))) {
            refused(403, "InvalidAccessKeyId", () -> put(s3, alice.key("x.png")));
        }
    }

    @Test
    void tokenOfAnotherSessionIsInvalid() {
        AwsSessionCredentials real = alice.credentials();
        AwsSessionCredentials mixed = AwsSessionCredentials.create(
                real.accessKeyId(), real.secretAccessKey(), bob.credentials().sessionToken());
        try (S3Client s3 = SignedIn.s3(aws, mixed)) {
            refused(400, "InvalidToken", () -> put(s3, alice.key("x.png")));
        }
    }

    @Test
    void anotherBucketDoesNotExistForAnybody() {
        refused(
                404,
                "NoSuchBucket",
                () -> alice.s3()
                        .putObject(
                                r -> r.bucket("other-avatars").key(alice.key("x.png")), RequestBody.fromBytes(BYTES)));
        try (S3Client nobody = SignedIn.s3(aws, AnonymousCredentialsProvider.create())) {
            refused(
                    404,
                    "NoSuchBucket",
                    () -> nobody.getObjectAsBytes(r -> r.bucket("other-avatars").key("x.png")));
        }
    }

    @Test
    void signaturesForAnotherRegionAreRefused() {
        try (S3Client elsewhere =
                SignedIn.s3(aws, StaticCredentialsProvider.create(alice.credentials()), Region.of("us-west-2"))) {
            S3Exception e = assertThrows(S3Exception.class, () -> put(elsewhere, alice.key("x.png")));
            assertEquals(400, e.statusCode());
            assertEquals("AuthorizationHeaderMalformed", e.awsErrorDetails().errorCode());
            assertTrue(e.getMessage().contains("expecting '" + aws.region() + "'"), e.getMessage());
        }
    }

    @Test
    void theRegionOfTheBucketIsSaidToEverybody() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(URI.create(aws.s3Endpoint() + "/" + aws.bucket()))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(head, HttpResponse.BodyHandlers.ofString());

        assertEquals(403, answer.statusCode());
        assertEquals(
                aws.region(), answer.headers().firstValue("x-amz-bucket-region").orElseThrow());
    }

    @Test
    void aCaptivePortalHasNoSignOfTheService() throws Exception {
        aws.fault(When.next().on(Operation.GET_OBJECT), Effect.captivePortal());
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(aws.s3Endpoint() + "/" + aws.bucket() + "/x"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertEquals(200, page.statusCode());
        assertEquals(Optional.empty(), page.headers().firstValue("x-amz-request-id"));
    }

    @Test
    void aSigningTimeFarOffIsRefusedWhereItIsChecked() {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(3));
        try (LocalAws strict =
                        LocalAws.builder().clock(ahead).checkSigningTime(true).start();
                S3Client service = SignedIn.service(strict)) {
            refused(
                    403,
                    "RequestTimeTooSkewed",
                    () -> service.putObject(r -> r.bucket(strict.bucket()).key("x.png"), RequestBody.fromBytes(BYTES)));
        }
    }

    @Test
    void everyAnswerCarriesARequestIdAndADate() throws Exception {
        HttpResponse<String> refusal = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(aws.s3Endpoint() + "/" + aws.bucket() + "/x"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(403, refusal.statusCode());
        assertEquals(
                16,
                refusal.headers().firstValue("x-amz-request-id").orElseThrow().length());
        refusal.headers().firstValue("Date").orElseThrow();
    }
}

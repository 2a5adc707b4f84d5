package io.github.avatarsync.setup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.CognitoCredentialsSource;
import io.github.avatarsync.aws.IdToken;
import io.github.avatarsync.localaws.LocalAws;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What role-policy.json lets in and what it refuses, word for word as it is published. */
class RolePolicyTest {
    private static final byte[] BYTES = {1, 2, 3};

    private static LocalAws aws;
    private static CognitoCredentialsSource credentials;
    private static String own;
    private static String foreign;
    private static S3AsyncClient alice;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder()
                .bucket(SetupFiles.BUCKET)
                .rolePolicy(SetupFiles.read("role-policy.json"))
                .start();
        credentials = AwsSettings.from(aws.environment())
                .orElseThrow()
                .cognito((owner, fresh) -> Optional.of(new IdToken(owner, aws.idToken(owner.value()))));
        Session session = credentials.session(OwnerId.of("alice"), null);
        own = "avatars/" + session.identity() + "/";
        foreign = "avatars/" + aws.identityOf("bob") + "/";
        alice = client(aws.s3Endpoint(), session);
    }

    private static S3AsyncClient client(URI endpoint, Session session) {
        return S3AsyncClient.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.of(aws.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(session.keyId(), session.secret(), session.token())))
                .build();
    }

    @AfterAll
    static void stop() {
        alice.close();
        credentials.close();
        aws.close();
    }

    private static void refused(Supplier<CompletableFuture<?>> request) {
        Throwable cause = assertThrows(
                        CompletionException.class, () -> request.get().join())
                .getCause();
        assertEquals(403, assertInstanceOf(S3Exception.class, cause).statusCode());
    }

    private static CompletableFuture<?> put(String key) {
        return alice.putObject(
                r -> r.bucket(aws.bucket()).key(key).ifNoneMatch("*"), AsyncRequestBody.fromBytes(BYTES));
    }

    private static CompletableFuture<byte[]> get(String key) {
        return alice.getObject(r -> r.bucket(aws.bucket()).key(key), AsyncResponseTransformer.toBytes())
                .thenApply(answer -> answer.asByteArray());
    }

    private static CompletableFuture<?> delete(String key) {
        return alice.deleteObject(r -> r.bucket(aws.bucket()).key(key));
    }

    private static CompletableFuture<?> copy(String from, String to) {
        return alice.copyObject(r -> r.sourceBucket(aws.bucket())
                .sourceKey(from)
                .destinationBucket(aws.bucket())
                .destinationKey(to));
    }

    private static CompletableFuture<?> list(String prefix) {
        return alice.listObjectsV2(r -> r.bucket(aws.bucket()).prefix(prefix));
    }

    @Test
    void theOwnFolderIsOpen() {
        put(own + "images/a.png").join();
        assertArrayEquals(BYTES, get(own + "images/a.png").join());
        delete(own + "images/a.png").join();
        assertFalse(aws.objects().containsKey(own + "images/a.png"));
    }

    @Test
    void uploadsInPartsAreOpenInTheOwnFolder() {
        String key = own + "videos/v.mp4";
        CreateMultipartUploadResponse upload = alice.createMultipartUpload(
                        r -> r.bucket(aws.bucket()).key(key))
                .join();
        alice.listParts(r -> r.bucket(aws.bucket()).key(key).uploadId(upload.uploadId()))
                .join();
        alice.abortMultipartUpload(r -> r.bucket(aws.bucket()).key(key).uploadId(upload.uploadId()))
                .join();
    }

    @Test
    void theFolderOfAnotherIdentityIsClosed() {
        aws.put(foreign + "images/a.png", BYTES);
        refused(() -> put(foreign + "images/b.png"));
        refused(() -> get(foreign + "images/a.png"));
        refused(() -> delete(foreign + "images/a.png"));
        refused(() -> alice.createMultipartUpload(r -> r.bucket(aws.bucket()).key(foreign + "v.mp4")));
        assertArrayEquals(BYTES, aws.bytes(foreign + "images/a.png"));
    }

    @Test
    void aFolderThatOnlyBeginsLikeTheOwnIsClosed() {
        String longer = own.substring(0, own.length() - 1) + "x/images/a.png";
        aws.put(longer, BYTES);
        refused(() -> put(longer + "b"));
        refused(() -> get(longer));
        refused(() -> delete(longer));
        refused(() -> put(own.substring(0, own.length() - 1)));
    }

    @Test
    void whatIsForeignCannotBeCopiedHere() {
        aws.put(foreign + "images/c.png", BYTES);
        refused(() -> copy(foreign + "images/c.png", own + "images/stolen.png"));
        assertFalse(aws.objects().containsKey(own + "images/stolen.png"));
    }

    @Test
    void nothingIsListedButWhatIsShared() {
        aws.put("avatars/shared/system/owl.png", BYTES);
        list("avatars/shared/system/").join();
        refused(() -> list("avatars/shared"));
        refused(() -> list(foreign));
        refused(() -> list("avatars/"));
        refused(() -> list(""));
        refused(() -> list(own));
        refused(() -> alice.listMultipartUploads(r -> r.bucket(aws.bucket())));
        refused(() -> alice.listBuckets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "avatars/a.png", "other/a.png", "avatars/shared/system/a.png"})
    void theRestOfTheBucketIsNotWritten(String key) {
        refused(() -> put(key));
        refused(() -> delete(key));
    }

    @Test
    void sharedAvatarsAreRead() {
        aws.put("avatars/shared/system/fox.png", BYTES);
        assertArrayEquals(BYTES, get("avatars/shared/system/fox.png").join());
    }
}

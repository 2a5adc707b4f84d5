package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.Content;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** What is asked of the SDK's client; a server sees less of it: not who asked, and not what was nearly asked. */
class PutRequestTest {
    private static final byte[] BYTES = {1, 2, 3};
    private static final String SHA256 = Sha256.hexOf(BYTES);

    private final S3AsyncClient client = mock(S3AsyncClient.class);
    private final S3CloudStorage.Builder storage =
            S3CloudStorage.builder().bucket("bucket").region("eu-central-1").client(client);

    private PutObjectRequest sent(S3CloudStorage cloud) {
        SdkHttpResponse http = SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("x-amz-request-id", "1")
                .build();
        PutObjectResponse.Builder answer =
                PutObjectResponse.builder().eTag("\"1\"").checksumSHA256(Sha256.base64(SHA256));
        answer.sdkHttpResponse(http);
        when(client.putObject(any(PutObjectRequest.class), any(AsyncRequestBody.class)))
                .thenReturn(CompletableFuture.completedFuture(answer.build()));

        cloud.put(
                new Session(OwnerId.of("ann"), "id-of-ann", "test", "KEY-OF-ANN", "secret", "token", Instant.MAX),
                new CloudObject("avatars/id-of-ann/a.png", "image/png", BYTES.length, SHA256, Map.of("name", "Ä")),
                Content.of(BYTES),
                sent -> {});

        ArgumentCaptor<PutObjectRequest> request = ArgumentCaptor.forClass(PutObjectRequest.class);
        verify(client).putObject(request.capture(), any(AsyncRequestBody.class));
        return request.getValue();
    }

    private static AwsSessionCredentials credentials(PutObjectRequest request) {
        AwsCredentialsProvider provider = (AwsCredentialsProvider) request.overrideConfiguration()
                .orElseThrow()
                .credentialsIdentityProvider()
                .orElseThrow();
        return assertInstanceOf(AwsSessionCredentials.class, provider.resolveCredentials());
    }

    @Test
    void aPutCarriesConditionChecksumTypeAndTheCredentialsOfItsSession() {
        PutObjectRequest request = sent(storage.build());

        assertEquals("*", request.ifNoneMatch());
        assertEquals(Sha256.base64(SHA256), request.checksumSHA256());
        assertEquals("image/png", request.contentType());
        assertEquals("private, max-age=31536000, immutable", request.cacheControl());
        assertEquals(Map.of("name", "%C3%84", "sha256", SHA256), request.metadata());
        assertEquals("KEY-OF-ANN", credentials(request).accessKeyId());
        assertEquals("token", credentials(request).sessionToken());
    }

    @Test
    void whatACdnServesToEverybodyIsForSharedCaches() {
        PutObjectRequest request = sent(storage.cdn("cdn.example.com").build());

        assertEquals("public, max-age=31536000, immutable", request.cacheControl());
    }

    @Test
    void whatACdnServesToSignedAddressesIsNot() throws Exception {
        PrivateKey key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        PutObjectRequest request = sent(storage.cdn("cdn.example.com")
                .cdnSigning("K2JCJMDEHXQW5F", key, Duration.ofHours(1))
                .build());

        assertEquals("private, max-age=31536000, immutable", request.cacheControl());
    }

    @Test
    void anApplicationAddsWhatItLikesButNotAnotherPlaceOrName() {
        PutObjectRequest request = sent(storage.request(put -> put.storageClass(StorageClass.STANDARD_IA)
                        .bucket("elsewhere")
                        .key("avatars/id-of-bob/a.png")
                        .ifNoneMatch("never")
                        .overrideConfiguration(options -> options.putHeader("x-own", "1")
                                .credentialsProvider(StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("KEY-OF-BOB", "secret")))))
                .build());

        assertEquals(StorageClass.STANDARD_IA, request.storageClass());
        assertEquals(
                Map.of("x-own", java.util.List.of("1")),
                request.overrideConfiguration().orElseThrow().headers());
        assertEquals("bucket", request.bucket());
        assertEquals("avatars/id-of-ann/a.png", request.key());
        assertEquals("*", request.ifNoneMatch());
        assertEquals("KEY-OF-ANN", credentials(request).accessKeyId());
    }

    @Test
    void anOlderDialectGetsMd5InPlaceOfConditionAndChecksum() {
        SdkHttpResponse http = SdkHttpResponse.builder().statusCode(404).build();
        when(client.headObject(any(software.amazon.awssdk.services.s3.model.HeadObjectRequest.class)))
                .thenReturn(CompletableFuture.failedFuture(
                        software.amazon.awssdk.services.s3.model.NoSuchKeyException.builder()
                                .statusCode(http.statusCode())
                                .build()));

        PutObjectRequest request = sentOlder();

        assertNull(request.ifNoneMatch());
        assertNull(request.checksumSHA256());
        assertEquals(Sha256.base64(Sha256.md5().digest(BYTES)), request.contentMD5());
    }

    private PutObjectRequest sentOlder() {
        String md5 = Sha256.hex(Sha256.md5().digest(BYTES));
        PutObjectResponse.Builder answer = PutObjectResponse.builder().eTag("\"" + md5 + "\"");
        answer.sdkHttpResponse(SdkHttpResponse.builder().statusCode(200).build());
        when(client.putObject(any(PutObjectRequest.class), any(AsyncRequestBody.class)))
                .thenReturn(CompletableFuture.completedFuture(answer.build()));
        storage.compatible(true)
                .build()
                .put(
                        new Session(OwnerId.of("ann"), "id-of-ann", "test", "KEY", "secret", null, null),
                        new CloudObject("avatars/id-of-ann/a.png", "image/png", BYTES.length, SHA256, Map.of()),
                        Content.of(BYTES),
                        sent -> {});
        ArgumentCaptor<PutObjectRequest> request = ArgumentCaptor.forClass(PutObjectRequest.class);
        verify(client).putObject(request.capture(), any(AsyncRequestBody.class));
        return request.getValue();
    }
}

package io.github.avatarsync.aws;

import jakarta.annotation.Nullable;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/**
 * The SDK's clients for all owners, each built at its first use: one over one pool of connections, the same again that puts large
 * objects together from parts, and what signs addresses. They hold no credentials: every request brings its own.
 */
final class S3Clients implements AutoCloseable {
    /** Up to this size an object is one request. */
    static final long PART_SIZE = 8L * 1024 * 1024;

    private static final int PARTS_UNDER_WAY = 3;
    private static final int CONNECTIONS = 64;

    /**
     * With several, about one refused connection in a hundred is never reported: the SDK's pool of connections loses it between two
     * loops (measured with SDK 2.57.8: 17 of 1,800 with three loops, none with one). One moves far more bytes than avatars have.
     */
    private static final int EVENT_LOOPS = 1;

    private static final int ATTEMPTS = 3;

    /** Behind the stall timeout, which knows more: here only so that nothing hangs for ever. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final LazyClient<Connections> connections;
    private final LazyClient<S3AsyncClient> single;
    private final LazyClient<S3AsyncClient> parted;
    private final LazyClient<S3TransferManager> transfers;
    private final LazyClient<S3Presigner> presigner;

    S3Clients(
            Region region, @Nullable URI endpoint, boolean pathStyle, boolean compatible, @Nullable S3AsyncClient own) {
        connections = LazyClient.owned(() -> new Connections(EVENT_LOOPS, CONNECTIONS, SILENCE));
        single = own != null
                ? LazyClient.borrowed(own)
                : LazyClient.owned(() ->
                        configured(region, endpoint, pathStyle, compatible).build());
        parted = own != null
                ? LazyClient.borrowed(own)
                : LazyClient.owned(() -> inParts(configured(region, endpoint, pathStyle, compatible))
                        .build());
        transfers = LazyClient.owned(
                () -> S3TransferManager.builder().s3Client(parted.get()).build());
        presigner = LazyClient.owned(() -> newPresigner(region, endpoint, pathStyle));
    }

    private S3AsyncClientBuilder configured(
            Region region, @Nullable URI endpoint, boolean pathStyle, boolean compatible) {
        S3AsyncClientBuilder builder = S3AsyncClient.builder()
                .region(region)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(connections.get().http())
                .forcePathStyle(pathStyle)
                // Callers compare the SHA-256 of what they get.
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(options -> options.retryStrategy(Network.retries(ATTEMPTS)));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        if (compatible) {
            builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .serviceConfiguration(S3Configuration.builder()
                            .chunkedEncodingEnabled(false)
                            .expectContinueEnabled(false)
                            .build());
        }
        return builder;
    }

    private static S3AsyncClientBuilder inParts(S3AsyncClientBuilder builder) {
        return builder.multipartEnabled(true)
                .multipartConfiguration(parts -> parts.thresholdInBytes(PART_SIZE)
                        .minimumPartSizeInBytes(PART_SIZE)
                        .parallelConfiguration(parallel -> parallel.maxInFlightParts(PARTS_UNDER_WAY)));
    }

    private static S3Presigner newPresigner(Region region, @Nullable URI endpoint, boolean pathStyle) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(region)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(pathStyle)
                        .build());
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    S3AsyncClient s3() {
        return single.get();
    }

    S3TransferManager transfers() {
        return transfers.get();
    }

    S3Presigner presigner() {
        return presigner.get();
    }

    @Override
    public void close() {
        presigner.close();
        transfers.close();
        parted.close();
        single.close();
        connections.close();
    }
}

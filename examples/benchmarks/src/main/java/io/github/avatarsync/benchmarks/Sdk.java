package io.github.avatarsync.benchmarks;

import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** The SDK as it comes, with room for what is measured. */
final class Sdk {
    private Sdk() {}

    static S3AsyncClient client(Target target) {
        return S3AsyncClient.builder()
                .region(Region.of(target.region()))
                .endpointOverride(target.endpoint())
                .forcePathStyle(true)
                .credentialsProvider(target.credentials())
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(64))
                .build();
    }
}

package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** The plain protocol at an S3 that others wrote. Skipped where there is no Docker; LocalStack checks no credentials. */
@Testcontainers(disabledWithoutDocker = true)
class LocalStackTest extends StaticKeysContract {
    private static final String BUCKET = "avatars-of-the-test";

    /** The last image that needs no account. */
    @Container
    private static final LocalStackContainer LOCAL_STACK =
            new LocalStackContainer("localstack/localstack:4.14.0").withServices("s3");

    @Override
    Store store() {
        Store store = new Store(
                LOCAL_STACK.getEndpoint(),
                LOCAL_STACK.getRegion(),
                BUCKET,
                LOCAL_STACK.getAccessKey(),
                LOCAL_STACK.getSecretKey());
        try (S3AsyncClient client = S3AsyncClient.builder()
                .endpointOverride(store.endpoint())
                .region(Region.of(store.region()))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(store.keyId(), store.secret())))
                .build()) {
            client.createBucket(bucket -> bucket.bucket(BUCKET)).join();
        }
        return store;
    }

    @Test
    @DisplayName("C11 unknown credentials are SESSION")
    @Override
    public void unknownCredentialsAreSession() {
        abort("not tested: LocalStack takes any credentials");
    }
}

package io.github.avatarsync.aws;

import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;

/** Skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
class LocalStackTest extends ForeignStoreContract {
    /** The last image that needs no account. */
    @Container
    private static final LocalStackContainer LOCAL_STACK =
            new LocalStackContainer("localstack/localstack:4.14.0").withServices("s3");

    @Override
    Store foreign() {
        return new Store(
                LOCAL_STACK.getEndpoint(),
                LOCAL_STACK.getRegion(),
                "avatars-of-the-test",
                LOCAL_STACK.getAccessKey(),
                LOCAL_STACK.getSecretKey(),
                false);
    }
}

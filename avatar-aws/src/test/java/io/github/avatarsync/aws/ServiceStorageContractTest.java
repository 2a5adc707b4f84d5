package io.github.avatarsync.aws;

import io.github.avatarsync.localaws.LocalAws;
import org.junit.jupiter.api.AfterAll;

/** The storage of a server that acts for its users with keys of its own. */
class ServiceStorageContractTest extends StaticKeysContract {
    private LocalAws aws;

    @Override
    Store store() {
        aws = LocalAws.start();
        return new Store(
                aws.s3Endpoint(), aws.region(), aws.bucket(), aws.serviceAccessKeyId(), aws.serviceSecretKey(), false);
    }

    @AfterAll
    void stop() {
        aws.close();
    }
}

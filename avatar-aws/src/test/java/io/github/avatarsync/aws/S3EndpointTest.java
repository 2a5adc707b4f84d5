package io.github.avatarsync.aws;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Any store that speaks S3: {@code -Davatar.test.s3.endpoint=http://127.0.0.1:9000 -Davatar.test.s3.accessKey=…
 * -Davatar.test.s3.secretKey=…}, with {@code -Davatar.test.s3.compatible=true} for one that refuses the SDK's defaults, and
 * {@code .region} and {@code .bucket} where {@code us-east-1} and {@code avatars-of-the-test} do not fit. Skipped without.
 */
@EnabledIfSystemProperty(named = "avatar.test.s3.endpoint", matches = ".+")
class S3EndpointTest extends ForeignStoreContract {
    @Override
    Store foreign() {
        return new Store(
                URI.create(property("endpoint", "")),
                property("region", "us-east-1"),
                property("bucket", "avatars-of-the-test"),
                property("accessKey", "test"),
                property("secretKey", "test"),
                Boolean.parseBoolean(property("compatible", "false")));
    }

    private static String property(String name, String otherwise) {
        return System.getProperty("avatar.test.s3." + name, otherwise);
    }
}

package io.github.avatarsync.benchmarks;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Where objects go, and with which keys. */
record Target(String name, URI endpoint, String bucket, String region, String keyId, String secret) {
    StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret));
    }
}

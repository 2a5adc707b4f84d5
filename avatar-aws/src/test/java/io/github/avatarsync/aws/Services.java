package io.github.avatarsync.aws;

import io.github.avatarsync.localaws.LocalAws;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A service with static keys at a {@link LocalAws}. */
final class Services {
    private Services() {}

    static ServiceCredentialsSource of(LocalAws aws) {
        return ServiceCredentialsSource.of(
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(aws.serviceAccessKeyId(), aws.serviceSecretKey())),
                owner -> "user-" + owner.value());
    }
}

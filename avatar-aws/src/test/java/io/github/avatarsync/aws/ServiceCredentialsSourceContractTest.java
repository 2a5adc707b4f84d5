package io.github.avatarsync.aws;

import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.testkit.CredentialsSourceContract;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class ServiceCredentialsSourceContractTest implements CredentialsSourceContract {
    @Override
    public CredentialsSource credentials() {
        return ServiceCredentialsSource.of(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIASERVICE", "the service's secret")),
                owner -> "user-" + owner.value());
    }

    @Override
    public CredentialsSource reopen() {
        return credentials();
    }

    @Override
    public OwnerId signIn(String name) {
        return OwnerId.of(name);
    }
}

package io.github.avatarsync.aws;

import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.testkit.CredentialsSourceContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Nobody ever has a token: the service speaks for everybody, and Cognito is never asked. */
class OrderedSourceWithoutTokensContractTest implements CredentialsSourceContract {
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path pins;

    @BeforeEach
    void directory(@TempDir Path directory) {
        pins = directory.resolve("pins");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable source : open) {
            source.close();
        }
    }

    @Override
    public CredentialsSource credentials() {
        OrderedCredentialsSource source = CognitoCredentialsSource.builder(
                        "eu-west-1:nobody", "eu-west-1_Nobody", "eu-west-1", (owner, fresh) -> Optional.empty())
                .remember(pins)
                .build()
                .orElse(ServiceCredentialsSource.of(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("AKIASERVICE", "the service's secret")),
                        owner -> "user-" + owner.value()));
        open.add(source);
        return source;
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

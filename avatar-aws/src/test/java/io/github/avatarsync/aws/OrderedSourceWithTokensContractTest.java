package io.github.avatarsync.aws;

import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.testkit.CredentialsSourceContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Everybody has a token. That nobody is signed in cannot be found offline: whoever has no token gets the service's credentials. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderedSourceWithTokensContractTest implements CredentialsSourceContract {
    private final List<AutoCloseable> open = new ArrayList<>();
    private LocalAws aws;
    private Host host;
    private Path pins;

    @BeforeAll
    void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    void stop() {
        aws.close();
    }

    @BeforeEach
    void newHost(@TempDir Path directory) {
        host = new Host(aws);
        pins = directory.resolve("pins");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable source : open) {
            source.close();
        }
        open.clear();
    }

    @Override
    public CredentialsSource credentials() {
        return opened(host.credentials());
    }

    @Override
    public CredentialsSource reopen() {
        return credentials();
    }

    @Override
    public CredentialsSource onAWrongClock(Duration wrongBy) {
        return opened(host.credentials().clock(Clock.offset(Clock.systemUTC(), wrongBy)));
    }

    private CredentialsSource opened(CognitoCredentialsSource.Builder builder) {
        OrderedCredentialsSource source = builder.remember(pins).build().orElse(Services.of(aws));
        open.add(source);
        return source;
    }

    @Override
    public OwnerId signIn(String name) {
        return host.signIn(name);
    }

    @Override
    public void signOut(OwnerId owner) {
        host.signOut(owner);
    }

    @Override
    public void switchUser(OwnerId owner) {
        host.switchUser(owner);
    }

    @Override
    public void revoke(OwnerId owner) {
        host.revoke(owner);
    }
}

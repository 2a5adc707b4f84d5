package io.github.avatarsync.testkit;

import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

class FakeCredentialsSourceTest implements CredentialsSourceContract {
    private final ManualClock clock = new ManualClock();
    private final InMemoryCloudStorage cloud = new InMemoryCloudStorage();
    private final FakeCredentialsSource credentials = new FakeCredentialsSource(cloud, clock);

    @Override
    public CredentialsSource credentials() {
        return credentials;
    }

    @Override
    public OwnerId signIn(String name) {
        credentials.signIn(OwnerId.of(name));
        return OwnerId.of(name);
    }

    @Override
    public CredentialsSource reopen() {
        return signedIn(clock, "anna");
    }

    private CredentialsSource signedIn(Clock machine, String name) {
        FakeCredentialsSource other = new FakeCredentialsSource(cloud, machine);
        other.signIn(OwnerId.of(name));
        return other;
    }

    @Override
    public void signOut(OwnerId owner) {
        credentials.signOut(owner);
    }

    @Override
    public void switchUser(OwnerId owner) {
        credentials.switchUser(owner);
    }

    @Override
    public void revoke(OwnerId owner) {
        credentials.revoke(owner);
    }

    @Override
    public void goOffline() {
        credentials.offline();
    }

    @Override
    public CredentialsSource onAWrongClock(Duration wrongBy) {
        return signedIn(Clock.offset(clock, wrongBy), "anna");
    }

    @Override
    public Instant now() {
        return clock.instant();
    }
}

package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.testkit.CredentialsSourceContract;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of credentials over a broken source; run by {@link SabotageTest} only. */
@ExtendWith(ChosenSabotage.class)
class BrokenCredentialsContract implements CredentialsSourceContract {
    private final CredentialsSabotage sabotage;
    private BrokenCredentials credentials;

    BrokenCredentialsContract(CredentialsSabotage sabotage) {
        this.sabotage = sabotage;
    }

    private BrokenCredentials open(Duration clockOff, boolean reopened) {
        BrokenCredentials.Start start = new BrokenCredentials.Start(clockOff, reopened);
        return sabotage == null ? new BrokenCredentials(start) : sabotage.open(start);
    }

    @Override
    public CredentialsSource credentials() {
        credentials = open(Duration.ZERO, false);
        return credentials;
    }

    @Override
    public OwnerId signIn(String name) {
        credentials.signIn(OwnerId.of(name));
        return OwnerId.of(name);
    }

    @Override
    public CredentialsSource reopen() {
        BrokenCredentials other = open(Duration.ZERO, true);
        other.signIn(OwnerId.of("anna"));
        return other;
    }

    @Override
    public void signOut(OwnerId owner) {
        credentials.honest.signOut(owner);
    }

    @Override
    public void switchUser(OwnerId owner) {
        credentials.switchUser(owner);
    }

    @Override
    public void revoke(OwnerId owner) {
        credentials.honest.revoke(owner);
    }

    @Override
    public void goOffline() {
        credentials.goOffline();
    }

    @Override
    public CredentialsSource onAWrongClock(Duration wrongBy) {
        BrokenCredentials other = open(wrongBy, false);
        other.signIn(OwnerId.of("anna"));
        return other;
    }
}

package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.testkit.FakeCredentialsSource;
import io.github.avatarsync.testkit.InMemoryCloudStorage;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** A source of credentials to be broken in one place; as it is, it is honest. */
class BrokenCredentials implements CredentialsSource {
    final FakeCredentialsSource honest;
    final Set<String> users = new TreeSet<>();
    final Duration clockOff;
    final boolean reopened;
    private final Thread tester = Thread.currentThread();
    private OwnerId onlyUser;
    private boolean offline;

    BrokenCredentials(Start start) {
        Clock clock = Clock.offset(Clock.systemUTC(), start.clockOff);
        this.honest = new FakeCredentialsSource(new InMemoryCloudStorage(Clock.systemUTC()), clock);
        this.clockOff = start.clockOff;
        this.reopened = start.reopened;
    }

    /** On which machine it starts, for the how manieth time. */
    record Start(Duration clockOff, boolean reopened) {}

    void signIn(OwnerId owner) {
        users.add(owner.value());
        honest.signIn(owner);
    }

    void switchUser(OwnerId owner) {
        onlyUser = owner;
        honest.switchUser(owner);
    }

    void goOffline() {
        offline = true;
        honest.offline();
    }

    /** The only one who is there, or null if several may be. */
    final OwnerId onlyUser() {
        return onlyUser;
    }

    final boolean offline() {
        return offline;
    }

    /** Whether the caller is one of several threads that a test has started. */
    final boolean racing() {
        return Thread.currentThread() != tester;
    }

    static Session as(Session session, OwnerId owner, String identity) {
        return new Session(
                owner,
                identity,
                session.authority(),
                session.keyId(),
                session.secret(),
                session.token(),
                session.expiresAt());
    }

    @Override
    public Session session(OwnerId owner, Session rejected) {
        return honest.session(owner, rejected);
    }
}

package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules K1 to K7 of {@link CredentialsSource} as tests. A test class of an implementation implements this interface; what it
 * cannot do (a service has no sign-out) it leaves out, and the rule is skipped visibly.
 */
public interface CredentialsSourceContract {
    /**
     * Opens a source. Called once, first, by each test.
     *
     * @return a source to test
     */
    @Nonnull
    CredentialsSource credentials();

    /**
     * Makes an owner one that the source has credentials for, beside those who are already.
     *
     * @param name a user's name
     * @return the owner
     */
    @Nonnull
    OwnerId signIn(@Nonnull String name);

    /**
     * Opens another instance for the same users, as after a restart.
     *
     * @return another source to test
     */
    @Nonnull
    default CredentialsSource reopen() {
        return abort("not tested: reopen() is not implemented by " + getClass().getName());
    }

    /**
     * Signs an owner out.
     *
     * @param owner who is signed in
     */
    default void signOut(@Nonnull OwnerId owner) {
        abort("not tested: signOut(OwnerId) is not implemented by " + getClass().getName());
    }

    /**
     * Makes the host answer with one user's token whoever is asked for, as a desktop with one place to sign in does.
     *
     * @param owner the one who is there now
     */
    default void switchUser(@Nonnull OwnerId owner) {
        abort("not tested: switchUser(OwnerId) is not implemented by "
                + getClass().getName());
    }

    /**
     * Makes the far side refuse this owner's tokens, old and new.
     *
     * @param owner whose
     */
    default void revoke(@Nonnull OwnerId owner) {
        abort("not tested: revoke(OwnerId) is not implemented by " + getClass().getName());
    }

    /** Makes the far side unreachable. */
    default void goOffline() {
        abort("not tested: goOffline() is not implemented by " + getClass().getName());
    }

    /**
     * Opens a source for the same users on a machine whose clock is wrong.
     *
     * @param wrongBy how far ahead that clock is; negative: behind
     * @return another source to test
     */
    @Nonnull
    default CredentialsSource onAWrongClock(@Nonnull Duration wrongBy) {
        return abort("not tested: onAWrongClock(Duration) is not implemented by "
                + getClass().getName());
    }

    /**
     * The time by the clock of the machine.
     *
     * @return the system's time by default
     */
    @Nonnull
    default Instant now() {
        return Instant.now();
    }

    /**
     * K1.
     *
     * @throws Exception fails the test
     */
    @Test
    @DisplayName("K1 the session's owner is the owner asked for")
    default void theSessionsOwnerIsTheOwnerAskedFor() throws Exception {
        CredentialsSource credentials = credentials();
        List<OwnerId> owners = List.of(signIn("anna"), signIn("bob"));
        for (int round = 0; round < 3; round++) {
            List<Session> sessions = Race.run(4, i -> () -> credentials.session(owners.get(i % 2), null));
            for (int i = 0; i < 4; i++) {
                assertEquals(owners.get(i % 2), sessions.get(i).owner());
                assertEquals(sessions.get(i % 2).identity(), sessions.get(i).identity());
            }
        }
    }

    /** K1. */
    @Test
    @DisplayName("K1 if somebody else is signed in, the owner is signed out")
    default void ifSomebodyElseIsSignedInTheOwnerIsSignedOut() {
        CredentialsSource credentials = credentials();
        OwnerId anna = signIn("anna");
        OwnerId bob = signIn("bob");
        String identity = credentials.session(anna, null).identity();

        switchUser(bob);

        assertEquals(Kind.SIGNED_OUT, failure(credentials, anna, null).kind());
        assertEquals(bob, credentials.session(bob, null).owner());
        assertNotEquals(identity, credentials.session(bob, null).identity());
    }

    /** K2. */
    @Test
    @DisplayName("K2 the session is never the one rejected")
    default void theSessionIsNeverTheOneRejected() {
        CredentialsSource credentials = credentials();
        OwnerId anna = signIn("anna");
        Session rejected = credentials.session(anna, null);
        for (int i = 0; i < 3; i++) {
            Session next;
            try {
                next = credentials.session(anna, rejected);
            } catch (CredentialsException e) {
                assertEquals(Kind.REFUSED, e.kind(), "a source that has no other credentials says so");
                return;
            }
            assertNotEquals(rejected.keyId(), next.keyId());
            assertEquals(rejected.identity(), next.identity());
            rejected = next;
        }
    }

    /** K2. */
    @Test
    @DisplayName("K2 tokens that the far side refuses, old and fresh, are REFUSED")
    default void refusedTokensAreRefused() {
        CredentialsSource credentials = credentials();
        OwnerId anna = signIn("anna");
        Session last = credentials.session(anna, null);

        revoke(anna);

        assertEquals(Kind.REFUSED, failure(credentials, anna, last).kind());
    }

    /** K3. */
    @Test
    @DisplayName("K3 the same owner has the same identity and authority at every call")
    default void theSameOwnerHasTheSameIdentity() {
        CredentialsSource credentials = credentials();
        OwnerId anna = signIn("anna");
        Session first = credentials.session(anna, null);
        signIn("bob");

        Session second = credentials.session(anna, null);

        assertEquals(first.identity(), second.identity());
        assertEquals(first.authority(), second.authority());
        assertFalse(first.identity().isBlank() || first.identity().contains("/"), "an identity is one folder name");
    }

    /** K3. */
    @Test
    @DisplayName("K3 the same owner has the same identity and authority after a restart")
    default void theSameOwnerHasTheSameIdentityAfterARestart() {
        Session first = credentials().session(signIn("anna"), null);

        Session second = reopen().session(first.owner(), null);

        assertEquals(first.identity(), second.identity());
        assertEquals(first.authority(), second.authority());
    }

    /** K4. */
    @Test
    @DisplayName("K4 two owners never share an identity")
    default void twoOwnersNeverShareAnIdentity() {
        CredentialsSource credentials = credentials();
        Set<String> identities = new HashSet<>();
        for (String name : List.of("anna", "Anna", "bob", "anna2", "zoë", "o'hara")) {
            assertTrue(identities.add(credentials.session(signIn(name), null).identity()), name);
        }
    }

    /** K5. */
    @Test
    @DisplayName("K5 nobody signed in is SIGNED_OUT, before and after")
    default void nobodySignedInIsSignedOut() {
        CredentialsSource credentials = credentials();
        OwnerId anna = signIn("anna");
        Session last = credentials.session(anna, null);

        signOut(anna);

        assertEquals(Kind.SIGNED_OUT, failure(credentials, anna, null).kind());
        assertEquals(Kind.SIGNED_OUT, failure(credentials, anna, last).kind());
        assertEquals(anna, credentials.session(signIn("anna"), null).owner(), "signed in again");
    }

    /** K5. */
    @Test
    @DisplayName("K5 that nobody is signed in is found without the network; who is signed in is OFFLINE there")
    default void signedOutIsFoundWithoutTheNetwork() {
        CredentialsSource credentials = credentials();
        OwnerId anna = signIn("anna");
        OwnerId bob = signIn("bob");
        signOut(bob);

        goOffline();

        assertEquals(Kind.SIGNED_OUT, failure(credentials, bob, null).kind());
        assertEquals(Kind.OFFLINE, failure(credentials, anna, null).kind());
    }

    /** K6. */
    @Test
    @DisplayName("K6 expiresAt is by this machine's clock")
    default void expiresAtIsByThisMachinesClock() {
        Session session = credentials().session(signIn("anna"), null);
        assumeTrue(session.expiresAt() != null, "these credentials never end");

        assertFalse(session.expired(now()));
        Duration left = Duration.between(now(), session.expiresAt());
        assertTrue(left.compareTo(Duration.ofHours(36)) <= 0, "credentials live for hours, not for " + left);
    }

    /** K6. */
    @Test
    @DisplayName("K6 on a machine whose clock is days off, expiresAt is off by the same")
    default void expiresAtIsOffLikeTheClock() {
        Session right = credentials().session(signIn("anna"), null);
        assumeTrue(right.expiresAt() != null, "these credentials never end");
        Instant rightEnd = Objects.requireNonNull(right.expiresAt());
        for (Duration wrongBy : List.of(Duration.ofDays(3), Duration.ofDays(-3))) {
            Session wrong = onAWrongClock(wrongBy).session(right.owner(), null);

            Duration difference = Duration.between(rightEnd.plus(wrongBy), wrong.expiresAt());
            assertTrue(
                    difference.abs().toMinutes() < 5,
                    "a clock " + wrongBy + " off gives an expiry off by another " + difference);
        }
    }

    /** K7. */
    @Test
    @DisplayName("K7 no secret, token or key is in a message or in toString()")
    default void noSecretIsInAMessage() {
        CredentialsSource credentials = credentials();
        OwnerId anna = signIn("anna");
        Session session = credentials.session(anna, null);
        List<String> texts = new ArrayList<>(List.of(session.toString(), credentials.toString()));

        revoke(anna);
        texts.addAll(Secrets.texts(failure(credentials, anna, session)));

        Secrets.assertNoneOf(session, texts);
        texts.forEach(text -> assertFalse(text.contains(session.keyId()), "the access key id is in: " + text));
    }

    private static CredentialsException failure(
            CredentialsSource credentials, OwnerId owner, @Nullable Session rejected) {
        return assertThrows(CredentialsException.class, () -> credentials.session(owner, rejected));
    }
}

package io.github.avatarsync.testkit;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sign-in and credentials in memory: gives owners who are signed in sessions that a fake cloud believes.
 *
 * <p>Every answer is a new session with a key id never used before; an owner keeps its identity for ever. Asking is counted
 * ({@link #calls()}). Does not imitate: tokens and their own expiry, roles, set-up errors (script them).
 */
public final class FakeCredentialsSource extends Fake implements CredentialsSource {
    /** The {@linkplain Session#authority() authority} of every session. */
    public static final String AUTHORITY = "fake";

    private final InMemoryCloudStorage cloud;
    private final Clock clock;
    private final Map<OwnerId, String> identities = new ConcurrentHashMap<>();
    private final Set<OwnerId> signedIn = ConcurrentHashMap.newKeySet();
    private final Set<OwnerId> revoked = ConcurrentHashMap.newKeySet();
    private volatile Duration life = Duration.ofHours(1);

    /**
     * Nobody is signed in.
     *
     * @param cloud the cloud that believes the sessions
     * @param clock this machine's clock; may be wrong
     */
    public FakeCredentialsSource(@Nonnull InMemoryCloudStorage cloud, @Nonnull Clock clock) {
        super(Failures.CREDENTIALS, EnumSet.of(Operation.SESSION));
        this.cloud = cloud;
        this.clock = clock;
    }

    /**
     * Signs an owner in, beside those who are; a revoked owner is accepted again.
     *
     * @param owner who
     */
    public void signIn(@Nonnull OwnerId owner) {
        signedIn.add(owner);
        revoked.remove(owner);
    }

    /**
     * Signs an owner out.
     *
     * @param owner who
     */
    public void signOut(@Nonnull OwnerId owner) {
        signedIn.remove(owner);
    }

    /**
     * Signs an owner in and everybody else out, as on a desktop.
     *
     * @param owner the one who is there now
     */
    public void switchUser(@Nonnull OwnerId owner) {
        signedIn.retainAll(Set.of(owner));
        signIn(owner);
    }

    /**
     * Takes an owner's right away on the far side: asking is {@link Kind#REFUSED} until signed in again. Sessions that are out
     * live on; {@link InMemoryCloudStorage#expireSessions()} ends them.
     *
     * @param owner whose
     */
    public void revoke(@Nonnull OwnerId owner) {
        revoked.add(owner);
    }

    /**
     * Sets how long further sessions live.
     *
     * @param newLife 1 hour by default
     */
    public void sessionsLive(@Nonnull Duration newLife) {
        life = newLife;
    }

    /**
     * The identity of an owner.
     *
     * @param owner whose
     * @return the folder in the bucket; looks like one of Cognito's
     */
    @Nonnull
    public String identity(@Nonnull OwnerId owner) {
        return identities.computeIfAbsent(
                owner, o -> "fake-1:" + UUID.nameUUIDFromBytes(o.value().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Gives an owner another identity, as when an identity pool was made anew: what no honest source does.
     *
     * @param owner whose
     * @param identity the folder in the bucket from now on
     */
    public void changeIdentity(@Nonnull OwnerId owner, @Nonnull String identity) {
        identities.put(owner, identity);
    }

    /** Cuts the network: asking for somebody signed in is {@link Kind#OFFLINE} until {@link #online()}. */
    public void offline() {
        offline(true);
    }

    /** Joins the network again. */
    public void online() {
        offline(false);
    }

    @Override
    public Session session(OwnerId owner, @Nullable Session rejected) {
        return call(Operation.SESSION, owner, "", call -> answer(Objects.requireNonNull(call.owner())));
    }

    private Session answer(OwnerId owner) {
        if (!signedIn.contains(owner)) {
            throw new CredentialsException(
                    Kind.SIGNED_OUT, "session of " + owner + ": not signed in; call signIn in the test", null);
        }
        if (revoked.contains(owner)) {
            throw new CredentialsException(Kind.REFUSED, "session of " + owner + ": revoked by the test", null);
        }
        return cloud.issue(owner, identity(owner), AUTHORITY, life, clock.instant());
    }

    @Override
    boolean reachesNetwork(Call call) {
        return signedIn.contains(call.owner());
    }
}

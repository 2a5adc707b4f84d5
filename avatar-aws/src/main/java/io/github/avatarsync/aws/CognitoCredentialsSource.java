package io.github.avatarsync.aws;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;

/**
 * Sessions from a Cognito identity pool, for users who are signed in at a Cognito user pool.
 *
 * <p>An owner's ID token comes from the application's {@link IdTokenSource}; Cognito gives the identity for it (asked for once and
 * kept for ever) and credentials that live for an hour. Which login and identity an owner is, is pinned at the first success, and
 * credentials are asked for the pinned identity only: a token of another user is refused. By default pins live in memory; with
 * {@link Builder#remember(Path)} they survive restarts.
 *
 * <p>If a token is refused, or has expired by its own word, a fresh one is asked for, once. The session's authority is
 * {@code cognito:} and the id of the identity pool. Expiry is reckoned from the time Cognito itself gives with its answer, so this
 * machine's clock may be wrong. Cognito is asked no more often than its quotas allow, see {@link Builder#requestsPerSecond}.
 *
 * <p>Thread-safe. The HTTP client is built at the first use; {@link #close()} closes it.
 */
public final class CognitoCredentialsSource implements CredentialsSource, AutoCloseable {
    private final String pool;
    private final IdTokenSource tokens;
    private final IdentityPins pins;
    private final boolean remembers;
    private final IdentityPool cognito;
    private final CognitoErrors errors;
    private final Clock clock;

    private CognitoCredentialsSource(Builder builder) {
        pool = builder.identityPoolId;
        tokens = builder.tokens;
        pins = builder.pinFile == null ? IdentityPins.inMemory() : IdentityPins.in(builder.pinFile);
        remembers = builder.pinFile != null;
        clock = builder.clock;
        errors = new CognitoErrors(pool);
        cognito = builder.identityPool();
    }

    /**
     * A source with defaults.
     *
     * @param identityPoolId for example {@code eu-west-1:0c0f…}
     * @param userPoolId for example {@code eu-west-1_AbCdEf}
     * @param region of the identity pool
     * @param tokens the application's ID tokens
     * @return a source that keeps pins in memory
     * @throws IllegalArgumentException if an id is blank
     */
    @Nonnull
    public static CognitoCredentialsSource of(
            @Nonnull String identityPoolId,
            @Nonnull String userPoolId,
            @Nonnull String region,
            @Nonnull IdTokenSource tokens) {
        return builder(identityPoolId, userPoolId, region, tokens).build();
    }

    /**
     * For a source with options; parameters as in {@link #of}.
     *
     * @param identityPoolId for example {@code eu-west-1:0c0f…}
     * @param userPoolId for example {@code eu-west-1_AbCdEf}
     * @param region of the identity pool
     * @param tokens the application's ID tokens
     * @return a builder with the defaults of {@link #of}
     * @throws IllegalArgumentException if an id is blank
     */
    @Nonnull
    public static Builder builder(
            @Nonnull String identityPoolId,
            @Nonnull String userPoolId,
            @Nonnull String region,
            @Nonnull IdTokenSource tokens) {
        return new Builder(identityPoolId, userPoolId, region, tokens);
    }

    @Override
    @Nonnull
    public Session session(@Nonnull OwnerId owner, @Nullable Session rejected) {
        boolean fresh = rejected != null;
        Login login = login(owner, fresh);
        if (!fresh && login.claims().expired(clock.instant())) {
            fresh = true;
            login = login(owner, true);
        }
        try {
            return session(login, rejected);
        } catch (CredentialsException e) {
            if (fresh || !CognitoErrors.refusedToken(e.getCause())) {
                throw e;
            }
            Login second = login(owner, true);
            if (second.token().equals(login.token())) {
                throw e;
            }
            return session(second, rejected);
        }
    }

    private Session session(Login login, @Nullable Session rejected) {
        OwnerId owner = login.token().owner();
        IdentityPin pin = login.checked(pin(owner), errors).orElseGet(() -> pin(login));
        Session session = cognito.credentials(owner, pin.identity(), login.token());
        if (rejected != null && rejected.keyId().equals(session.keyId())) {
            throw errors.error(Kind.REFUSED, "credentials of " + owner, "the same keys again that were refused", null);
        }
        return session;
    }

    private IdentityPin pin(Login login) {
        OwnerId owner = login.token().owner();
        IdentityPin wanted = login.as(cognito.identity(owner, login.token()));
        IdentityPin held = pin(owner, wanted, "the user signed in");
        return login.checked(Optional.of(held), errors).orElseThrow();
    }

    /** The pin in force for this owner: the wanted one, or one that was there before. */
    IdentityPin pin(OwnerId owner, IdentityPin wanted, String who) {
        IdentityPins.Held held = pinned(() -> pins.pin(pool, owner, wanted), "written");
        if (!held.owner().equals(owner)) {
            throw errors.error(
                    Kind.REFUSED,
                    "identity of " + owner,
                    who + " is known here as owner " + held.owner() + ", and owners never share an identity",
                    null);
        }
        return held.pin();
    }

    /** Who vouches for an owner; empty if it was never decided. */
    Optional<IdentityPin> pin(OwnerId owner) {
        return pinned(() -> pins.find(pool, owner), "read");
    }

    /** Whether the application has no token at all to answer with. */
    boolean nobodySignedIn(OwnerId owner) {
        try {
            return asked(owner, false).isEmpty();
        } catch (CredentialsException e) {
            if (e.kind() == Kind.SIGNED_OUT) {
                return true;
            }
            throw e;
        }
    }

    private Login login(OwnerId owner, boolean fresh) {
        IdToken token = asked(owner, fresh)
                .orElseThrow(() -> new CredentialsException(
                        Kind.SIGNED_OUT,
                        "no ID token of " + owner + ": nobody is signed in; its work waits for a sign-in",
                        null));
        if (!token.owner().equals(owner)) {
            throw new CredentialsException(
                    Kind.SIGNED_OUT,
                    "no ID token of " + owner + ": " + token.owner() + " is signed in; its work waits for a sign-in",
                    null);
        }
        return Login.of(token, errors);
    }

    private Optional<IdToken> asked(OwnerId owner, boolean fresh) {
        try {
            return tokens.idToken(owner, fresh);
        } catch (CredentialsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CredentialsException(
                    Kind.TRANSIENT, "the application's ID token source failed for " + owner + "; it is asked again", e);
        }
    }

    private static <T> T pinned(PinAccess<T> access, String verb) {
        try {
            return access.run();
        } catch (IOException e) {
            throw new CredentialsException(
                    Kind.TRANSIENT, "the file that remembers identities cannot be " + verb + "; check the disk", e);
        }
    }

    /** Reading or writing pins. */
    @FunctionalInterface
    private interface PinAccess<T> {
        T run() throws IOException;
    }

    /**
     * This source, and a service's own credentials for owners who have no ID token when their first avatar is bound.
     *
     * @param service speaks for whoever is not signed in
     * @return a source that decides once per owner, and closes this one
     * @throws IllegalStateException if pins are in memory: the decision has to outlive the process, see
     *     {@link Builder#remember(Path)}
     */
    @Nonnull
    public OrderedCredentialsSource orElse(@Nonnull ServiceCredentialsSource service) {
        if (!remembers) {
            throw new IllegalStateException("orElse(…) needs remember(file): who speaks for an owner is decided once"
                    + " and has to be known after a restart");
        }
        return new OrderedCredentialsSource(this, Objects.requireNonNull(service, "service"));
    }

    /** Closes the HTTP client, if it was built here. Sessions given out stay valid. */
    @Override
    public void close() {
        cognito.close();
    }

    @Override
    public String toString() {
        return "CognitoCredentialsSource[" + pool + "]";
    }

    /** Options of a source. */
    public static final class Builder {
        private final String identityPoolId;
        private final String userPoolId;
        private final Region region;
        private final IdTokenSource tokens;
        private @Nullable URI endpoint;
        private @Nullable CognitoIdentityAsyncClient client;
        private @Nullable Path pinFile;
        private Duration answerTimeout = IdentityPool.ONE_TRY;
        private int identitiesPerSecond = 20;
        private int sessionsPerSecond = 150;
        private Clock clock = Clock.systemUTC();

        private Builder(String identityPoolId, String userPoolId, String region, IdTokenSource tokens) {
            this.identityPoolId = given("identity pool id", identityPoolId);
            this.userPoolId = given("user pool id", userPoolId);
            this.region = Region.of(given("region", region));
            this.tokens = Objects.requireNonNull(tokens, "tokens");
        }

        private static String given(String what, String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("the " + what + " is blank");
            }
            return value.trim();
        }

        /**
         * Where Cognito identity is; by default the region's public endpoint.
         *
         * @param newEndpoint for example {@code http://127.0.0.1:4566}
         * @return this
         */
        @Nonnull
        public Builder endpoint(@Nonnull URI newEndpoint) {
            this.endpoint = Objects.requireNonNull(newEndpoint, "endpoint");
            return this;
        }

        /**
         * A client of the application's own, for example with a proxy; it is not closed here.
         *
         * @param newClient takes the place of region and endpoint
         * @return this
         */
        @Nonnull
        public Builder client(@Nonnull CognitoIdentityAsyncClient newClient) {
            this.client = Objects.requireNonNull(newClient, "client");
            return this;
        }

        /**
         * A file that remembers who every owner is, so that it is also known after a restart; made when first needed. It holds no
         * secret. Several processes may share it. By default the 100,000 owners used last are remembered in memory.
         *
         * @param file beside the records is a good place
         * @return this
         */
        @Nonnull
        public Builder remember(@Nonnull Path file) {
            this.pinFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * How long Cognito may take to answer; 10 seconds by default. It is asked up to three times.
         *
         * @param timeout more than zero
         * @return this
         */
        @Nonnull
        public Builder answerTimeout(@Nonnull Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("the answer timeout must be more than zero, was: " + timeout);
            }
            this.answerTimeout = timeout;
            return this;
        }

        /**
         * How often Cognito is asked at most; by default 20 and 150 times a second, four fifths and three quarters of the quotas
         * that an account has for each region. Several servers divide what the account has. Whoever comes too early waits.
         *
         * @param identities {@code GetId} a second, asked once for every user; at least 1
         * @param sessions {@code GetCredentialsForIdentity} a second, asked every hour for every active user; at least 1
         * @return this
         * @throws IllegalArgumentException if one of them is less than 1
         */
        @Nonnull
        public Builder requestsPerSecond(int identities, int sessions) {
            if (identities < 1 || sessions < 1) {
                throw new IllegalArgumentException("a rate is at least 1 request a second");
            }
            identitiesPerSecond = identities;
            sessionsPerSecond = sessions;
            return this;
        }

        /**
         * This machine's clock; the system's by default.
         *
         * @param newClock used for expiry
         * @return this
         */
        @Nonnull
        public Builder clock(@Nonnull Clock newClock) {
            this.clock = Objects.requireNonNull(newClock, "clock");
            return this;
        }

        /**
         * Makes the source. Nothing is connected yet.
         *
         * @return a source
         */
        @Nonnull
        public CognitoCredentialsSource build() {
            return new CognitoCredentialsSource(this);
        }

        /** The bare identity pool, without pins and without an owner's door before it. */
        IdentityPool identityPool() {
            return new IdentityPool(
                    identityPoolId,
                    login(),
                    this::clientOver,
                    new CognitoErrors(identityPoolId),
                    answerTimeout,
                    clock,
                    System::nanoTime,
                    RequestRate.perSecond(identitiesPerSecond),
                    RequestRate.perSecond(sessionsPerSecond));
        }

        /** The name of the user pool among the logins of the identity pool. */
        String login() {
            // A user pool's id begins with its region, which need not be the identity pool's.
            int end = userPoolId.indexOf('_');
            Region home = end > 0 ? Region.of(userPoolId.substring(0, end)) : region;
            return "cognito-idp." + home.id() + "."
                    + home.metadata().partition().dnsSuffix() + "/" + userPoolId;
        }

        private LazyClient<CognitoIdentityAsyncClient> clientOver(LazyClient<Connections> connections) {
            CognitoIdentityAsyncClient own = client;
            return own != null
                    ? LazyClient.borrowed(own)
                    : LazyClient.owned(() -> IdentityPool.newClient(
                            region, endpoint, answerTimeout, connections.get().http()));
        }
    }
}

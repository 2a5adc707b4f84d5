package io.github.avatarsync.aws;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import jakarta.annotation.Nullable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClientBuilder;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdResponse;

/** The two questions to a Cognito identity pool. */
final class IdentityPool implements AutoCloseable {
    static final Duration ONE_TRY = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    private static final int CONNECTIONS = 32;

    private final String pool;
    private final String authority;
    private final String loginName;
    private final LazyClient<Connections> connections;
    private final LazyClient<CognitoIdentityAsyncClient> client;
    private final CognitoErrors errors;
    private final Duration oneTry;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RequestRate identities;
    private final RequestRate sessions;

    /** {@code clientOver} is given connections to build a client over, or not; they are closed here. */
    IdentityPool(
            String pool,
            String loginName,
            Function<LazyClient<Connections>, LazyClient<CognitoIdentityAsyncClient>> clientOver,
            CognitoErrors errors,
            Duration oneTry,
            Clock clock,
            LongSupplier nanoTime,
            RequestRate identities,
            RequestRate sessions) {
        this.pool = pool;
        this.authority = "cognito:" + pool;
        this.loginName = loginName;
        this.connections = LazyClient.owned(() -> new Connections(1, CONNECTIONS, oneTry));
        this.client = clientOver.apply(connections);
        this.errors = errors;
        this.oneTry = oneTry;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.identities = identities;
        this.sessions = sessions;
    }

    static CognitoIdentityAsyncClient newClient(
            Region region, @Nullable URI endpoint, Duration oneTry, SdkAsyncHttpClient http) {
        CognitoIdentityAsyncClientBuilder builder = CognitoIdentityAsyncClient.builder()
                .region(region)
                // Both questions are asked unsigned: what speaks for the user is the token.
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http)
                .overrideConfiguration(options -> options.retryStrategy(Network.retries(ATTEMPTS))
                        .apiCallAttemptTimeout(oneTry)
                        .apiCallTimeout(oneTry.multipliedBy(ATTEMPTS)));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    String identity(OwnerId owner, IdToken token) {
        String operation = "identity of " + owner;
        takeTurn(identities, operation);
        GetIdResponse answer = await(
                operation, client.get().getId(ask -> ask.identityPoolId(pool).logins(Map.of(loginName, token.jwt()))));
        return given(operation, answer.identityId());
    }

    Session credentials(OwnerId owner, String identity, IdToken token) {
        String operation = "credentials of " + owner;
        takeTurn(sessions, operation);
        Elapsed asked = Elapsed.since(clock, nanoTime);
        GetCredentialsForIdentityResponse answer = await(
                operation,
                client.get()
                        .getCredentialsForIdentity(
                                ask -> ask.identityId(identity).logins(Map.of(loginName, token.jwt()))));
        Credentials keys = given(operation, answer.credentials());
        if (!identity.equals(answer.identityId())) {
            throw errors.error(Kind.REFUSED, operation, "Cognito answered for another identity", null);
        }
        return new Session(
                owner,
                identity,
                authority,
                given(operation, keys.accessKeyId()),
                given(operation, keys.secretKey()),
                given(operation, keys.sessionToken()),
                end(given(operation, keys.expiration()), HttpDate.of(answer.sdkHttpResponse()), asked));
    }

    /**
     * Server time becomes this machine's time: now, and the time that was left by the server's own clock, less what has passed since
     * it was asked. An answer may lie in a buffer for hours while the machine sleeps.
     */
    private Instant end(Instant expiration, Optional<Instant> answered, Elapsed asked) {
        return answered.map(then ->
                        clock.instant().plus(Duration.between(then, expiration)).minus(asked.now()))
                .orElse(expiration);
    }

    private static void takeTurn(RequestRate rate, String operation) {
        try {
            rate.await();
        } catch (InterruptedException e) {
            throw interrupted(operation, e);
        }
    }

    private static CredentialsException interrupted(String operation, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CredentialsException(Kind.TRANSIENT, operation + ": the thread was interrupted", e);
    }

    private <T> T given(String operation, @Nullable T value) {
        if (value == null) {
            throw errors.error(Kind.OFFLINE, operation, "what answered is not Cognito", null);
        }
        return value;
    }

    private <T> T await(String operation, CompletableFuture<T> answer) {
        try {
            // A client of the application's own may have no limits.
            return answer.get(oneTry.multipliedBy(2L * ATTEMPTS).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted(operation, e);
        } catch (ExecutionException | CancellationException e) {
            throw errors.of(operation, e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw errors.error(Kind.TRANSIENT, operation, "no answer", e);
        }
    }

    @Override
    public void close() {
        client.close();
        connections.close();
    }
}

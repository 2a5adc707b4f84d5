package io.github.avatarsync.localaws;

import jakarta.annotation.Nonnull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/**
 * A Cognito user pool and identity pool and an S3 bucket on loopback, in this JVM, that check what the real ones check:
 * ID tokens, signatures, session tokens, their expiry and the IAM policy of the role, per identity.
 *
 * <p>Both services share one port of 127.0.0.1, reached by path style only. A test scripts {@linkplain #fault faults},
 * takes the services {@linkplain #goOffline offline}, and looks at {@linkplain #requests what was asked} and at
 * {@linkplain #objects what the bucket holds}. Thread-safe.
 *
 * <p>Not imitated: versioning, tagging, ACLs, encryption with keys, bucket policies, virtual-host style, CORS, keys with
 * empty, {@code .} or {@code ..} segments, and a key that is another key's folder. Unsupported requests are refused with 501.
 */
public final class LocalAws implements AutoCloseable {
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final LocalAwsBuilder settings;
    private final Sessions sessions;
    private final IdTokens tokens;
    private final CognitoIdentity cognito;
    private final Faults faults = new Faults();
    private final Requests requests = new Requests();
    private final Store store;
    private final Bucket bucket;
    private final Backend backend;
    private final Listener listener;

    LocalAws(LocalAwsBuilder settings) {
        this.settings = settings;
        Policy policy = Policy.parse(settings.rolePolicy());
        CompletableFuture<IdTokens> keys = CompletableFuture.supplyAsync(
                () -> new IdTokens(settings.region, settings.userPoolId(), settings.clientId, settings.clock));
        sessions = new Sessions(settings.clock, settings.credentialLife);
        store = new Store(sessions, settings.directory);
        store.start();
        bucket = new Bucket(store.blobs(), settings.bucket);
        backend = new Backend(store.port());
        tokens = keys.join();
        cognito = new CognitoIdentity(settings.region, settings.identityPoolId(), tokens, sessions);
        Authorization authorization = new Authorization(
                sessions, policy, settings.bucket, settings.region, settings.checksSigningTime ? settings.clock : null);
        S3Front s3 = new S3Front(authorization, backend);
        listener = listen(new Front(s3, cognito, faults, requests, settings.clock, settings.region));
    }

    private Listener listen(Front front) {
        try {
            return new Listener(settings.port, front);
        } catch (IOException e) {
            store.close();
            throw new UncheckedIOException("Could not listen on port " + settings.port + " of 127.0.0.1", e);
        }
    }

    /** {@return one with the defaults of {@link #builder()}, started in about a second} */
    @Nonnull
    public static LocalAws start() {
        return builder().start();
    }

    /** {@return the options, all of them with defaults} */
    @Nonnull
    public static LocalAwsBuilder builder() {
        return new LocalAwsBuilder();
    }

    // Where it is and what it is called

    /** {@return the endpoint override for S3 clients, which have to use path style} */
    @Nonnull
    public URI s3Endpoint() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    /** {@return the endpoint override for Cognito identity clients} */
    @Nonnull
    public URI cognitoEndpoint() {
        return s3Endpoint();
    }

    /** {@return the name of the one bucket} */
    @Nonnull
    public String bucket() {
        return settings.bucket;
    }

    /** {@return the region of everything} */
    @Nonnull
    public String region() {
        return settings.region;
    }

    /** {@return the id of the identity pool} */
    @Nonnull
    public String identityPoolId() {
        return settings.identityPoolId();
    }

    /** {@return the id of the user pool} */
    @Nonnull
    public String userPoolId() {
        return settings.userPoolId();
    }

    /** {@return the application client for which ID tokens are issued: their audience} */
    @Nonnull
    public String clientId() {
        return settings.clientId;
    }

    /** {@return the key of Logins in requests to Cognito: {@code cognito-idp.{region}.amazonaws.com/{userPoolId}}} */
    @Nonnull
    public String loginProvider() {
        return tokens.provider();
    }

    /** {@return the access key id of static credentials for a server, which may do everything in the bucket} */
    @Nonnull
    public String serviceAccessKeyId() {
        return sessions.service().accessKeyId();
    }

    /** {@return the secret that goes with {@link #serviceAccessKeyId}} */
    @Nonnull
    public String serviceSecretKey() {
        return sessions.service().secretKey();
    }

    /** {@return the AVATAR_ variables, and their values, of a host whose users sign in with Cognito} */
    @Nonnull
    public Map<String, String> environment() {
        Map<String, String> environment = cloudEnvironment();
        environment.put("AVATAR_COGNITO_IDENTITY_POOL_ID", identityPoolId());
        environment.put("AVATAR_COGNITO_USER_POOL_ID", userPoolId());
        environment.put("AVATAR_COGNITO_REGION", region());
        environment.put("AVATAR_COGNITO_ENDPOINT", cognitoEndpoint().toString());
        return environment;
    }

    /** {@return the AVATAR_ variables, and their values, of a server with static credentials} */
    @Nonnull
    public Map<String, String> serviceEnvironment() {
        Map<String, String> environment = cloudEnvironment();
        environment.put("AVATAR_CLOUD_ACCESS_KEY", serviceAccessKeyId());
        environment.put("AVATAR_CLOUD_SECRET_KEY", serviceSecretKey());
        return environment;
    }

    private Map<String, String> cloudEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AVATAR_CLOUD_BUCKET", bucket());
        environment.put("AVATAR_CLOUD_REGION", region());
        environment.put("AVATAR_CLOUD_PATH_PREFIX", settings.pathPrefix);
        environment.put("AVATAR_CLOUD_ENDPOINT", s3Endpoint().toString());
        return environment;
    }

    // Users

    /**
     * Issues an ID token for one hour.
     *
     * @param user any name: everybody is a user
     * @return the signed token
     */
    @Nonnull
    public String idToken(@Nonnull String user) {
        return idToken(user, TOKEN_LIFE);
    }

    /**
     * Issues an ID token.
     *
     * @param user any name: everybody is a user
     * @param life how long it lives from now, by the clock; negative for one that has ended
     * @return the signed token
     */
    @Nonnull
    public String idToken(@Nonnull String user, @Nonnull Duration life) {
        return tokens.issue(user, life, TokenFlaw.NONE);
    }

    /**
     * Issues an ID token that Cognito refuses.
     *
     * @param user any name: everybody is a user
     * @param flaw why it is refused
     * @return the token
     */
    @Nonnull
    public String idToken(@Nonnull String user, @Nonnull TokenFlaw flaw) {
        return tokens.issue(user, TOKEN_LIFE, flaw);
    }

    /**
     * Tells the identity id of a user, whether it has ever signed in or not.
     *
     * @param user any name: everybody is a user
     * @return the identity id, the same for ever for this identity pool and user pool
     */
    @Nonnull
    public String identityOf(@Nonnull String user) {
        return cognito.identityOfSub(tokens.sub(user));
    }

    /** All temporary credentials issued so far are expired from now on; new ones can be had. */
    public void expireSessions() {
        sessions.expireAll();
    }

    /**
     * The temporary credentials issued so far to one identity are expired from now on.
     *
     * @param identity identity id
     */
    public void revoke(@Nonnull String identity) {
        sessions.expire(Objects.requireNonNull(identity));
    }

    // Faults

    /**
     * Scripts a fault. Several form a queue: each request is hit by at most one, the first set that fits.
     *
     * @param when which requests it hits
     * @param effect what it does to them
     * @return the fault, to be asked whether it was reached
     */
    @Nonnull
    public Fault fault(@Nonnull When when, @Nonnull Effect effect) {
        return faults.add(Objects.requireNonNull(when), Objects.requireNonNull(effect));
    }

    /** {@return the faults that have hit no request so far, in the order in which they were set} */
    @Nonnull
    public List<Fault> unreachedFaults() {
        return faults.unreached();
    }

    /** Forgets every fault. A request held by a stall stays held until that is released. */
    public void clearFaults() {
        faults.clear();
    }

    /** Refuses connections to the port and resets those that are open, until {@link #goOnline}. */
    public void goOffline() {
        listener.goOffline();
    }

    /** Listens on the same port again; does nothing where it does already. */
    public void goOnline() {
        try {
            listener.goOnline();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not listen again on port " + listener.port(), e);
        }
    }

    // What happened

    /** {@return every request since the start or the last {@link #clearRequests}, in the order of their answers} */
    @Nonnull
    public List<RecordedRequest> requests() {
        return requests.list();
    }

    /**
     * Counts requests.
     *
     * @param operation what they asked for
     * @return how many of {@link #requests()}, whatever the answer
     */
    public int count(@Nonnull Operation operation) {
        return requests.count(operation);
    }

    /** Forgets the requests recorded so far. */
    public void clearRequests() {
        requests.clear();
    }

    // The bucket, past every check

    /** {@return all objects of the bucket by key} */
    @Nonnull
    public SortedMap<String, StoredObject> objects() {
        return bucket.objects();
    }

    /** {@return the keys of all multipart uploads that are neither completed nor aborted, sorted, one for each upload} */
    @Nonnull
    public List<String> multipartUploads() {
        return bucket.multipartUploads();
    }

    /**
     * Reads an object.
     *
     * @param key its key
     * @return all of its bytes
     * @throws java.util.NoSuchElementException if there is none
     */
    @Nonnull
    public byte[] bytes(@Nonnull String key) {
        return bucket.bytes(key);
    }

    /**
     * Writes an object without a checksum, over another if there is one.
     *
     * @param key its key
     * @param bytes all of its bytes
     */
    public void put(@Nonnull String key, @Nonnull byte[] bytes) {
        put(key, bytes, "application/octet-stream", Map.of());
    }

    /**
     * Writes an object without a checksum, over another if there is one.
     *
     * @param key its key
     * @param bytes all of its bytes
     * @param contentType media type
     * @param metadata user metadata, names without {@code x-amz-meta-}
     */
    public void put(
            @Nonnull String key,
            @Nonnull byte[] bytes,
            @Nonnull String contentType,
            @Nonnull Map<String, String> metadata) {
        bucket.put(key, bytes, contentType, metadata);
    }

    /**
     * Removes an object; does nothing where there is none.
     *
     * @param key its key
     */
    public void delete(@Nonnull String key) {
        bucket.delete(key);
    }

    /** Stops both services. Connections that are open are reset, requests that are held end. */
    @Override
    public void close() {
        listener.close();
        backend.close();
        store.close();
    }
}

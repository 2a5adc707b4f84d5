package io.github.avatarsync.aws;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.net.URI;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Where the cloud is and who may go there, from environment variables and, for Cognito, an {@code auth_config.yml}.
 *
 * <table>
 * <caption>Variables</caption>
 * <tr><td>{@code AVATAR_CLOUD_BUCKET}</td><td>required</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_REGION}</td><td>required, for example {@code eu-west-1}</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_PATH_PREFIX}</td><td>of all keys; {@code avatars/} by default</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_ACCESS_KEY}, {@code AVATAR_CLOUD_SECRET_KEY}</td><td>both or none: static keys of a service</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_CDN_DOMAIN}</td><td>for example {@code d111111abcdef8.cloudfront.net}</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_CDN_KEY_PAIR_ID}, {@code AVATAR_CLOUD_CDN_PRIVATE_KEY_FILE}</td><td>both or none: a CloudFront
 *     distribution that serves signed addresses only, which then live for an hour; the file has the private key in PEM form; needs
 *     the library {@code software.amazon.awssdk:cloudfront}</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_ENDPOINT}</td><td>of a store that is not AWS, for example {@code http://127.0.0.1:9000}</td></tr>
 * <tr><td>{@code AVATAR_COGNITO_IDENTITY_POOL_ID}, {@code AVATAR_COGNITO_USER_POOL_ID}</td><td>both or none: users who sign
 *     in</td></tr>
 * <tr><td>{@code AVATAR_COGNITO_CLIENT_ID}</td><td>the application client whose ID tokens the identity pool accepts; not needed
 *     to sync, {@link AvatarDoctor} compares tokens with it</td></tr>
 * <tr><td>{@code AVATAR_COGNITO_REGION}</td><td>by default the region the identity pool's id begins with</td></tr>
 * <tr><td>{@code AVATAR_COGNITO_DOMAIN}</td><td>of the user pool's sign-in pages; not needed to sync</td></tr>
 * <tr><td>{@code AVATAR_COGNITO_ENDPOINT}</td><td>for tests</td></tr>
 * </table>
 *
 * <p>The file may have a section of this form; every variable that is set takes precedence:
 *
 * <pre>
 * COGNITO:
 *   USER_POOL_ID: eu-west-1_AbCdEfGhI
 *   CLIENT_ID: 1example23456789
 *   IDENTITY_POOL_ID: eu-west-1:01234567-89ab-cdef-0123-456789abcdef
 *   REGION: eu-west-1
 *   DOMAIN: auth.example.com
 * </pre>
 *
 * <p>Blank is the same as not set. {@link #toString()} and messages show no keys.
 */
public final class AwsSettings {
    private static final Duration CDN_ADDRESS_LIFE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(AwsSettings.class);

    private final SettingsReader read;

    private AwsSettings(SettingsReader read) {
        this.read = read;
    }

    /**
     * The settings of this process.
     *
     * @return empty if none of the variables is set: then avatars stay local
     * @throws AvatarException if they cannot work; its message names everything that is wrong, and no value
     */
    @Nonnull
    public static Optional<AwsSettings> fromEnvironment() {
        return said(from(System.getenv()));
    }

    /**
     * The settings of this process, with those of Cognito that the environment leaves open taken from a file.
     *
     * @param authConfig a YAML file with a section {@code COGNITO}; reading it needs the library {@code org.yaml:snakeyaml}
     * @return empty if none of the variables is set, whatever is in the file, which may be there for another purpose: then
     *     avatars stay local
     * @throws AvatarException if they cannot work; its message names everything that is wrong, and no value
     */
    @Nonnull
    public static Optional<AwsSettings> fromEnvironment(@Nonnull Path authConfig) {
        return said(from(System.getenv(), authConfig));
    }

    private static Optional<AwsSettings> said(Optional<AwsSettings> settings) {
        settings.ifPresentOrElse(
                found -> log.info("avatars are synced to {}", found),
                () -> log.debug("avatars stay on this machine: {} is not set", SettingsReader.BUCKET));
        return settings;
    }

    /**
     * Settings from anywhere, under the names of the environment variables.
     *
     * @param variables may hold others too
     * @return empty if none of the variables is set
     * @throws AvatarException if they cannot work; its message names everything that is wrong, and no value
     */
    @Nonnull
    public static Optional<AwsSettings> from(@Nonnull Map<String, String> variables) {
        return checked(new SettingsReader(variables), null);
    }

    /**
     * Settings from anywhere, with those of Cognito that the variables leave open taken from a file.
     *
     * @param variables under the names of the environment variables; may hold others too
     * @param authConfig see {@link #fromEnvironment(Path)}
     * @return empty if none of the variables is set
     * @throws AvatarException if they cannot work; its message names everything that is wrong, and no value
     */
    @Nonnull
    public static Optional<AwsSettings> from(@Nonnull Map<String, String> variables, @Nonnull Path authConfig) {
        return checked(new SettingsReader(variables), Objects.requireNonNull(authConfig, "authConfig"));
    }

    private static Optional<AwsSettings> checked(SettingsReader read, @Nullable Path authConfig) {
        boolean local = read.nothingSet();
        if (!local && authConfig != null) {
            read.completeFrom(authConfig);
        }
        read.unknownNames().forEach(name -> log.warn("{} is set, but is no setting known here", name));
        if (local) {
            return Optional.empty();
        }
        read.check();
        return Optional.of(new AwsSettings(read));
    }

    /** What was read, for whoever looks closer. */
    SettingsReader read() {
        return read;
    }

    /**
     * Whether users sign in with Cognito, so that {@link #cognito} can be called.
     *
     * @return true if an identity pool is set
     */
    public boolean usesCognito() {
        return read.identityPool().isPresent();
    }

    /**
     * The application client whose ID tokens are expected.
     *
     * @return empty if not set
     */
    @Nonnull
    public Optional<String> cognitoClientId() {
        return read.client();
    }

    /**
     * Where the sign-in pages of the user pool are.
     *
     * @return empty if not set
     */
    @Nonnull
    public Optional<String> cognitoDomain() {
        return read.cognitoDomain();
    }

    /**
     * Tells a builder where the cloud is, who may go there, and what objects are called, for users who are signed in: {@link
     * #storage}, {@link #cognito} and {@link #keys} in one. With nothing configured it is not called, and avatars stay local:
     *
     * <pre>
     * AvatarSync.Builder avatars = AvatarSync.builder().directory(directory);
     * AwsSettings.fromEnvironment().ifPresent(aws -&gt; aws.connect(avatars, signedInUser));
     * </pre>
     *
     * @param avatars takes the settings
     * @param tokens the application's ID tokens
     * @throws IllegalStateException if no identity pool is set
     */
    public void connect(@Nonnull AvatarSync.Builder avatars, @Nonnull IdTokenSource tokens) {
        CognitoCredentialsSource credentials = cognito(tokens);
        avatars.cloud(storage(), credentials).keys(keys());
    }

    /**
     * The storage, with these settings and defaults.
     *
     * @return a new storage; the caller closes it
     */
    @Nonnull
    public S3CloudStorage storage() {
        return storageBuilder().build();
    }

    /**
     * The storage, for further options.
     *
     * @return a builder with these settings
     */
    @Nonnull
    public S3CloudStorage.Builder storageBuilder() {
        S3CloudStorage.Builder builder =
                S3CloudStorage.builder().bucket(read.bucket()).region(read.region());
        read.endpoint().ifPresent(builder::endpoint);
        read.cdn().ifPresent(builder::cdn);
        String keyPair = read.cdnKeyPair();
        PrivateKey key = read.cdnPrivateKey();
        return keyPair == null || key == null ? builder : builder.cdnSigning(keyPair, key, CDN_ADDRESS_LIFE);
    }

    /**
     * Credentials for users who are signed in.
     *
     * @param tokens the application's ID tokens
     * @return a new source; the caller closes it
     * @throws IllegalStateException if no identity pool is set
     */
    @Nonnull
    public CognitoCredentialsSource cognito(@Nonnull IdTokenSource tokens) {
        return cognitoBuilder(tokens).build();
    }

    /**
     * Credentials for users who are signed in, for further options.
     *
     * @param tokens the application's ID tokens
     * @return a builder with these settings
     * @throws IllegalStateException if no identity pool is set
     */
    @Nonnull
    public CognitoCredentialsSource.Builder cognitoBuilder(@Nonnull IdTokenSource tokens) {
        String pool = read.identityPool()
                .orElseThrow(() -> new IllegalStateException(SettingsReader.IDENTITY_POOL + " is not set"));
        CognitoCredentialsSource.Builder builder =
                CognitoCredentialsSource.builder(pool, read.userPool(), read.cognitoRegion(), tokens);
        read.cognitoEndpoint().ifPresent(builder::endpoint);
        return builder;
    }

    /**
     * Credentials of a service that acts for its users: the static keys if set, else the SDK's default chain (role, profile).
     *
     * @param identity the name of an owner's folder; see {@link ServiceCredentialsSource#of}
     * @return a source
     */
    @Nonnull
    public ServiceCredentialsSource service(@Nonnull Function<OwnerId, String> identity) {
        AwsCredentialsProvider provider = read.accessKey() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(read.accessKey(), read.secretKey()));
        return ServiceCredentialsSource.of(provider, identity);
    }

    /**
     * Credentials from Cognito for owners who have an ID token when their first avatar is bound, else those of {@link #service}.
     *
     * @param tokens the application's ID tokens; empty for owners who never sign in
     * @param identity the name of the folder of an owner without a token; see {@link ServiceCredentialsSource#of}
     * @param pins the file that remembers who speaks for an owner; see {@link CognitoCredentialsSource.Builder#remember}
     * @return a new source; the caller closes it
     * @throws IllegalStateException if no identity pool is set
     */
    @Nonnull
    public OrderedCredentialsSource cognitoOrService(
            @Nonnull IdTokenSource tokens, @Nonnull Function<OwnerId, String> identity, @Nonnull Path pins) {
        return cognitoBuilder(tokens).remember(pins).build().orElse(service(identity));
    }

    /**
     * The names of objects, with the prefix set.
     *
     * @return the standard layout
     */
    @Nonnull
    public KeyLayout keys() {
        return read.prefix().map(KeyLayout::standard).orElseGet(KeyLayout::standard);
    }

    @Override
    public String toString() {
        return "AwsSettings[bucket=" + read.bucket() + ", region=" + read.region()
                + read.endpoint().map(URI::toString).map(e -> ", endpoint=" + e).orElse("")
                + read.cdn().map(domain -> ", cdn=" + domain).orElse("")
                + read.identityPool().map(pool -> ", identityPool=" + pool).orElse("")
                + (read.accessKey() == null ? "" : ", with static keys") + "]";
    }
}

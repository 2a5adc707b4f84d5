package io.github.avatarsync.aws;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nonnull;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Where the cloud is and who may go there, from environment variables.
 *
 * <table>
 * <caption>Variables</caption>
 * <tr><td>{@code AVATAR_CLOUD_BUCKET}</td><td>required</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_REGION}</td><td>required, for example {@code eu-west-1}</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_PATH_PREFIX}</td><td>of all keys; {@code avatars/} by default</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_ACCESS_KEY}, {@code AVATAR_CLOUD_SECRET_KEY}</td><td>both or none: static keys of a service</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_CDN_DOMAIN}</td><td>for example {@code d111111abcdef8.cloudfront.net}</td></tr>
 * <tr><td>{@code AVATAR_CLOUD_ENDPOINT}</td><td>of a store that is not AWS, for example {@code http://127.0.0.1:9000}</td></tr>
 * <tr><td>{@code AVATAR_COGNITO_IDENTITY_POOL_ID}, {@code AVATAR_COGNITO_USER_POOL_ID}</td><td>both or none: users who sign
 *     in</td></tr>
 * <tr><td>{@code AVATAR_COGNITO_REGION}</td><td>by default the region the identity pool's id begins with</td></tr>
 * <tr><td>{@code AVATAR_COGNITO_ENDPOINT}</td><td>for tests</td></tr>
 * </table>
 *
 * <p>Blank is the same as not set. {@link #toString()} and messages show no keys.
 */
public final class AwsSettings {
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
        Optional<AwsSettings> settings = from(System.getenv());
        settings.ifPresentOrElse(
                found -> log.info("avatars are synced to {}", found),
                () -> log.info("avatars stay on this machine: {} is not set", SettingsReader.BUCKET));
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
        SettingsReader read = new SettingsReader(variables);
        read.unknownNames().forEach(name -> log.warn("{} is set, but is no setting known here", name));
        if (read.nothingSet()) {
            return Optional.empty();
        }
        read.check();
        return Optional.of(new AwsSettings(read));
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
        return builder;
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

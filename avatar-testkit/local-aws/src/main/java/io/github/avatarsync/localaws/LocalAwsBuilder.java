package io.github.avatarsync.localaws;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** The options of a {@link LocalAws}, all of them with defaults; not thread-safe. */
public final class LocalAwsBuilder {
    String region = "eu-central-1";
    String bucket = "local-avatars";
    String pathPrefix = "avatars/";
    String clientId = "local-client";
    Duration credentialLife = Duration.ofHours(1);
    Clock clock = Clock.systemUTC();
    boolean checksSigningTime;
    int port;

    @Nullable
    Path directory;

    @Nullable
    private String identityPoolId;

    @Nullable
    private String userPoolId;

    @Nullable
    private String rolePolicy;

    LocalAwsBuilder() {}

    /**
     * Region of everything; default {@code eu-central-1}.
     *
     * @param name its name
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder region(@Nonnull String name) {
        region = Objects.requireNonNull(name);
        return this;
    }

    /**
     * Name of the bucket; default {@code local-avatars}.
     *
     * @param name its name
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder bucket(@Nonnull String name) {
        bucket = Objects.requireNonNull(name);
        return this;
    }

    /**
     * What the keys of avatars start with, in the default policy and the environment; default {@code avatars/}.
     *
     * @param prefix the prefix
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder pathPrefix(@Nonnull String prefix) {
        pathPrefix = Objects.requireNonNull(prefix);
        return this;
    }

    /**
     * Id of the identity pool; default {@code {region}:00000000-0000-4000-8000-000000000001}.
     *
     * @param id its id
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder identityPool(@Nonnull String id) {
        identityPoolId = Objects.requireNonNull(id);
        return this;
    }

    /**
     * Id of the user pool; default {@code {region}_Local}.
     *
     * @param id its id
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder userPool(@Nonnull String id) {
        userPoolId = Objects.requireNonNull(id);
        return this;
    }

    /**
     * The application client that ID tokens are for; default {@code local-client}.
     *
     * @param id its id
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder clientId(@Nonnull String id) {
        clientId = Objects.requireNonNull(id);
        return this;
    }

    /**
     * How long temporary credentials live; default one hour, as in the enhanced flow of Cognito.
     *
     * @param life how long
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder credentialLife(@Nonnull Duration life) {
        credentialLife = Objects.requireNonNull(life);
        return this;
    }

    /**
     * The clock of both services: expiry and the Date of every answer; default the wall clock.
     *
     * @param time the clock
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder clock(@Nonnull Clock time) {
        clock = Objects.requireNonNull(time);
        return this;
    }

    /**
     * Whether S3 refuses requests signed more than 15 minutes from its clock; default false, because a test that moves
     * {@link #clock} moves it away from the clock by which the SDK signs.
     *
     * @param check true as the real one does
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder checkSigningTime(boolean check) {
        checksSigningTime = check;
        return this;
    }

    /**
     * Where objects are kept, so that they outlive this process; default in memory. Made if missing.
     *
     * @param place the directory
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder directory(@Nonnull Path place) {
        directory = Objects.requireNonNull(place);
        return this;
    }

    /**
     * The port; default 0, any free one.
     *
     * @param number 0 to 65535
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder port(int number) {
        port = number;
        return this;
    }

    /**
     * The IAM policy document of the role of every identity, as JSON. Default: an identity may put, get and delete and
     * abort and list parts in {@code {prefix}{identity}/*}, and get and list {@code {prefix}shared/*}. A document that uses what
     * is not understood is refused at the start with {@link IllegalArgumentException}.
     *
     * @param document the policy
     * @return this builder
     */
    @Nonnull
    public LocalAwsBuilder rolePolicy(@Nonnull String document) {
        rolePolicy = Objects.requireNonNull(document);
        return this;
    }

    /**
     * Starts both services.
     *
     * @return what is running, until it is closed
     * @throws IllegalArgumentException if the role policy is not understood
     * @throws java.io.UncheckedIOException if the port is taken or the directory cannot be made
     */
    @Nonnull
    public LocalAws start() {
        return new LocalAws(this);
    }

    String identityPoolId() {
        return identityPoolId != null ? identityPoolId : region + ":00000000-0000-4000-8000-000000000001";
    }

    String userPoolId() {
        return userPoolId != null ? userPoolId : region + "_Local";
    }

    String rolePolicy() {
        return rolePolicy != null ? rolePolicy : Policy.ownFolders(bucket, pathPrefix);
    }
}

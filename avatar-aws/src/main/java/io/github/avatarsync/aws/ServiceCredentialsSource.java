package io.github.avatarsync.aws;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Sessions of a service that acts for all its users with its own credentials: a task role, the default chain, static keys.
 *
 * <p>Every owner gets the same keys and a folder of its own. The session's authority is {@code service}. Credentials are asked of
 * the provider at every call; the providers of the AWS SDK cache and refresh by themselves. Thread-safe.
 */
public final class ServiceCredentialsSource implements CredentialsSource {
    static final String AUTHORITY = "service";

    private final AwsCredentialsProvider provider;
    private final Function<OwnerId, String> identity;

    private ServiceCredentialsSource(AwsCredentialsProvider provider, Function<OwnerId, String> identity) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.identity = Objects.requireNonNull(identity, "identity");
    }

    /**
     * A source over the service's own credentials.
     *
     * @param provider for example {@code DefaultCredentialsProvider.create()}; not closed here
     * @param identity the name of an owner's folder: the same at every call, and another one for every owner; without
     *     {@code /}, {@code ..} and control characters, and not {@code shared}
     * @return a source
     */
    @Nonnull
    public static ServiceCredentialsSource of(
            @Nonnull AwsCredentialsProvider provider, @Nonnull Function<OwnerId, String> identity) {
        return new ServiceCredentialsSource(provider, identity);
    }

    @Override
    @Nonnull
    public Session session(@Nonnull OwnerId owner, @Nullable Session rejected) {
        String folder = folder(owner);
        AwsCredentials keys = keys(owner);
        if (rejected != null && rejected.keyId().equals(keys.accessKeyId())) {
            throw new CredentialsException(
                    Kind.REFUSED,
                    "credentials of the service for " + owner
                            + ": the cloud refuses these keys, and there are no others; "
                            + "give the service other keys, or check its clock",
                    null);
        }
        return new Session(
                owner,
                folder,
                AUTHORITY,
                keys.accessKeyId(),
                keys.secretAccessKey(),
                keys instanceof AwsSessionCredentials temporary ? temporary.sessionToken() : null,
                keys.expirationTime().orElse(null));
    }

    private String folder(OwnerId owner) {
        String folder = identity.apply(owner);
        if (folder == null
                || folder.isBlank()
                || folder.contains("/")
                || folder.contains("..")
                || folder.equals("shared")
                || hasControls(folder)) {
            throw new CredentialsException(
                    Kind.SETUP,
                    "identity of " + owner
                            + ": the application's function must give the name of one folder, without /, .. and control"
                            + " characters, and not shared, which everybody reads",
                    null);
        }
        return folder;
    }

    private static boolean hasControls(String folder) {
        return folder.chars().anyMatch(Character::isISOControl);
    }

    private AwsCredentials keys(OwnerId owner) {
        try {
            return provider.resolveCredentials();
        } catch (RuntimeException e) {
            throw new CredentialsException(
                    kind(e),
                    "credentials of the service for " + owner + " cannot be had; check its role, keys or profile",
                    e);
        }
    }

    private static Kind kind(RuntimeException failure) {
        Throwable cause = Network.unwrapped(failure);
        if (cause instanceof SdkServiceException answer) {
            return answer.isThrottlingException()
                    ? Kind.THROTTLED
                    : answer.statusCode() >= 500 ? Kind.TRANSIENT : Kind.SETUP;
        }
        if (Network.unreachable(cause)) {
            return Kind.OFFLINE;
        }
        return Network.brokeOff(cause) ? Kind.TRANSIENT : Kind.SETUP;
    }

    @Override
    public String toString() {
        return "ServiceCredentialsSource[]";
    }
}

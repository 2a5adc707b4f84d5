package io.github.avatarsync.aws;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import jakarta.annotation.Nullable;
import java.util.Map;
import java.util.concurrent.CancellationException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.cognitoidentity.model.NotAuthorizedException;

/** The one table from what Cognito answers to what the library does about it. */
final class CognitoErrors {
    static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("NotAuthorizedException", Kind.REFUSED),
            Map.entry("ResourceConflictException", Kind.REFUSED),
            Map.entry("ResourceNotFoundException", Kind.SETUP),
            Map.entry("InvalidParameterException", Kind.SETUP),
            Map.entry("ValidationException", Kind.SETUP),
            Map.entry("InvalidIdentityPoolConfigurationException", Kind.SETUP),
            Map.entry("AccessDeniedException", Kind.SETUP),
            Map.entry("ForbiddenException", Kind.SETUP),
            Map.entry("TooManyRequestsException", Kind.THROTTLED),
            Map.entry("ThrottlingException", Kind.THROTTLED),
            Map.entry("LimitExceededException", Kind.THROTTLED),
            Map.entry("InternalErrorException", Kind.TRANSIENT),
            Map.entry("ExternalServiceException", Kind.TRANSIENT));

    private static final Map<Kind, String> REMEDIES = Map.of(
            Kind.REFUSED, "let the user sign in again",
            Kind.SETUP, "check identity pool id, user pool id, region, and the pool's authenticated role",
            Kind.THROTTLED, "it is tried again later; ask AWS for a higher quota if this lasts",
            Kind.TRANSIENT, "it is tried again",
            Kind.OFFLINE, "check the network; the library waits until Cognito can be reached");

    private final String pool;

    CognitoErrors(String pool) {
        this.pool = pool;
    }

    /** Whether a fresh token may help. */
    static boolean refusedToken(@Nullable Throwable failure) {
        return failure != null && Network.unwrapped(failure) instanceof NotAuthorizedException;
    }

    CredentialsException of(String operation, Throwable failure) {
        Throwable cause = Network.unwrapped(failure);
        if (cause instanceof CredentialsException known) {
            return known;
        }
        if (cause instanceof SdkServiceException answer) {
            return error(kind(answer), operation, seen(answer), Network.withoutTokens(answer));
        }
        boolean brokeOff = Network.brokeOff(cause) || cause instanceof CancellationException;
        return error(
                brokeOff && !Network.unreachable(cause) ? Kind.TRANSIENT : Kind.OFFLINE,
                operation,
                brokeOff || Network.tookTooLong(cause) ? "no answer" : "what answered is not Cognito",
                cause);
    }

    private static Kind kind(SdkServiceException answer) {
        Kind known = KINDS.get(Network.code(answer));
        if (known != null) {
            return known;
        }
        if (answer.isThrottlingException() || answer.statusCode() == 429) {
            return Kind.THROTTLED;
        }
        if (answer.statusCode() >= 500 && answer.statusCode() != 511) {
            return Kind.TRANSIENT;
        }
        // A hotel's or a company's web page instead of an answer.
        return answer.requestId() == null ? Kind.OFFLINE : Kind.SETUP;
    }

    private static String seen(SdkServiceException answer) {
        String code = Network.code(answer);
        String words = Network.words(answer);
        return (code.isEmpty() ? "HTTP " + answer.statusCode() : code) + (words.isEmpty() ? "" : " (" + words + ")");
    }

    CredentialsException error(Kind kind, String operation, String seen, @Nullable Throwable cause) {
        String remedy = REMEDIES.getOrDefault(kind, "let the user sign in");
        return new CredentialsException(
                kind, operation + " at identity pool " + pool + ": " + seen + "; " + remedy, cause);
    }
}

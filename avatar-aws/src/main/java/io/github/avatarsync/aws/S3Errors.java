package io.github.avatarsync.aws;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * The one table from what S3 answers to what the library does about it.
 *
 * @param strict true for S3 itself, whose every answer has a request id: what has none comes from somebody in between
 */
record S3Errors(boolean strict) {
    /** A row of the table: a kind, or for what does not pass the reason an avatar is blocked. */
    record Meaning(Kind kind, BlockedReason reason) {
        static Meaning of(Kind kind) {
            return new Meaning(kind, BlockedReason.REFUSED);
        }

        static Meaning blocked(BlockedReason reason) {
            return new Meaning(Kind.PERMANENT, reason);
        }
    }

    private static final Meaning OFFLINE = Meaning.of(Kind.OFFLINE);
    private static final Meaning PASSING = Meaning.of(Kind.TRANSIENT);
    private static final Meaning THROTTLED = Meaning.of(Kind.THROTTLED);
    private static final Meaning SESSION = Meaning.of(Kind.SESSION);
    private static final Meaning CONFLICT = Meaning.of(Kind.CONFLICT);
    private static final Meaning MISSING = Meaning.of(Kind.MISSING);
    private static final Meaning DENIED = Meaning.blocked(BlockedReason.ACCESS_DENIED);
    private static final Meaning NO_BUCKET = Meaning.blocked(BlockedReason.NO_SUCH_BUCKET);
    private static final Meaning REFUSED = Meaning.blocked(BlockedReason.REFUSED);

    static final Map<String, Meaning> BY_CODE = Map.ofEntries(
            Map.entry("ExpiredToken", SESSION),
            Map.entry("ExpiredTokenException", SESSION),
            Map.entry("InvalidToken", SESSION),
            Map.entry("TokenRefreshRequired", SESSION),
            Map.entry("InvalidAccessKeyId", SESSION),
            Map.entry("SignatureDoesNotMatch", SESSION),
            Map.entry("RequestTimeTooSkewed", PASSING),
            Map.entry("RequestTimeout", PASSING),
            Map.entry("RequestExpired", PASSING),
            Map.entry("IncompleteBody", PASSING),
            // The very buffer was hashed before it was sent, so it broke on its way.
            Map.entry("BadDigest", PASSING),
            Map.entry("XAmzContentSHA256Mismatch", PASSING),
            Map.entry("XAmzContentChecksumMismatch", PASSING),
            Map.entry("InternalError", PASSING),
            Map.entry("SlowDown", THROTTLED),
            Map.entry("ServiceUnavailable", THROTTLED),
            Map.entry("RequestLimitExceeded", THROTTLED),
            Map.entry("BandwidthLimitExceeded", THROTTLED),
            Map.entry("ConditionalRequestConflict", CONFLICT),
            Map.entry("OperationAborted", CONFLICT),
            Map.entry("PreconditionFailed", CONFLICT),
            Map.entry("NoSuchUpload", CONFLICT),
            Map.entry("InvalidPart", CONFLICT),
            Map.entry("NoSuchKey", MISSING),
            Map.entry("NoSuchBucket", NO_BUCKET),
            Map.entry("InvalidBucketName", NO_BUCKET),
            Map.entry("PermanentRedirect", NO_BUCKET),
            Map.entry("TemporaryRedirect", PASSING),
            Map.entry("AuthorizationHeaderMalformed", NO_BUCKET),
            Map.entry("IllegalLocationConstraintException", NO_BUCKET),
            Map.entry("AccessDenied", DENIED),
            Map.entry("AccessDeniedException", DENIED),
            Map.entry("AllAccessDisabled", DENIED),
            Map.entry("AccountProblem", DENIED),
            Map.entry("InvalidObjectState", REFUSED));

    /** HEAD answers have no body and so no code: here the status says what it can. */
    static final Map<Integer, Meaning> BY_STATUS = Map.ofEntries(
            Map.entry(301, NO_BUCKET),
            Map.entry(307, PASSING),
            Map.entry(403, DENIED),
            Map.entry(404, MISSING),
            Map.entry(407, OFFLINE),
            Map.entry(408, PASSING),
            Map.entry(409, CONFLICT),
            Map.entry(412, CONFLICT),
            Map.entry(425, PASSING),
            Map.entry(429, THROTTLED),
            Map.entry(511, OFFLINE));

    CloudStorageException of(String operation, String key, Throwable failure) {
        Throwable cause = Network.unwrapped(failure);
        // What goes wrong while the SDK reads the content comes back wrapped.
        CloudStorageException known = Network.among(CloudStorageException.class, cause);
        if (known != null) {
            return known;
        }
        if (cause instanceof SdkServiceException answer) {
            return answered(operation, key, Network.withoutTokens(answer));
        }
        String what = operation + " " + key + ": ";
        if (cause instanceof AbortedException || Network.causedBy(cause, InterruptedException.class::isInstance)) {
            return new CloudStorageException(Kind.INTERRUPTED, what + "the thread was interrupted", cause);
        }
        if (Network.unreachable(cause)) {
            return new CloudStorageException(
                    Kind.OFFLINE, what + "S3 cannot be reached; it is tried again once something can", cause);
        }
        return new CloudStorageException(Kind.TRANSIENT, what + "no whole answer; it is tried again", cause);
    }

    private CloudStorageException answered(String operation, String key, SdkServiceException answer) {
        Meaning meaning = meaning(answer);
        String message = operation + " " + key + ": " + seen(answer);
        return switch (meaning.kind()) {
            case PERMANENT -> CloudStorageException.permanent(meaning.reason(), message + hint(answer), answer);
            case THROTTLED ->
                CloudStorageException.throttled(retryAfter(answer), message + "; it is tried again later", answer);
            case OFFLINE ->
                new CloudStorageException(
                        Kind.OFFLINE, message + "; this is not S3's answer: check proxy and network sign-in", answer);
            default -> new CloudStorageException(meaning.kind(), message + hint(answer), answer);
        };
    }

    private Meaning meaning(SdkServiceException answer) {
        String code = Network.code(answer);
        int status = answer.statusCode();
        if (strict && answer.requestId() == null && status < 500 && status != 408 && status != 429) {
            return OFFLINE;
        }
        Meaning known = BY_CODE.get(code);
        if (known != null) {
            return known;
        }
        if (answer.isThrottlingException()) {
            return THROTTLED;
        }
        if (status == 400 && (code.isEmpty() || code.equals("400"))) {
            // A HEAD with ended credentials: 400, and no body that says so.
            return SESSION;
        }
        return BY_STATUS.getOrDefault(status, status >= 500 && status != 501 ? PASSING : REFUSED);
    }

    private static String seen(SdkServiceException answer) {
        String code = Network.code(answer);
        String words = Network.words(answer);
        return (code.isEmpty() ? "" : code + ", ") + "HTTP " + answer.statusCode()
                + (words.isEmpty() ? "" : " (" + words + ")")
                + (answer.requestId() == null ? "" : ", request " + answer.requestId());
    }

    private static String hint(SdkServiceException answer) {
        if (answer.isClockSkewException()) {
            return "; set this machine's clock";
        }
        boolean unknownHere = answer.statusCode() == 501 || Network.code(answer).equals("NotImplemented");
        return unknownHere
                ? "; if this is not AWS but a store that speaks S3, build the storage with compatible(true)"
                : "";
    }

    private static @Nullable Duration retryAfter(SdkServiceException answer) {
        if (!(answer instanceof AwsServiceException aws) || aws.awsErrorDetails() == null) {
            return null;
        }
        return Optional.ofNullable(aws.awsErrorDetails().sdkHttpResponse())
                .flatMap(response -> response.firstMatchingHeader("Retry-After"))
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }
}

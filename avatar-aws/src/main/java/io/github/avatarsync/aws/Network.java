package io.github.avatarsync.aws;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;

/** What the failures of a request say about the network, and which of them the SDK itself tries again within seconds. */
final class Network {
    private static final Set<Integer> PASSING = Set.of(500, 502, 503, 504);
    private static final Set<String> PASSING_CODES =
            Set.of("RequestTimeout", "RequestTimeoutException", "InternalError");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_.-]{60,}");
    private static final int MAX_WORDS = 300;

    private Network() {}

    /**
     * The retries of one request: none when nothing can be reached, because then every other request would fail too and the
     * library probes with one at a time.
     */
    static StandardRetryStrategy retries(int attempts) {
        return DefaultRetryStrategy.standardStrategyBuilder()
                .maxAttempts(attempts)
                .useClientDefaults(false)
                .retryOnException(Network::worthAnotherTry)
                .treatAsThrottling(
                        failure -> failure instanceof SdkServiceException answer && answer.isThrottlingException())
                .build();
    }

    private static boolean worthAnotherTry(Throwable failure) {
        if (failure instanceof SdkServiceException answer) {
            return PASSING.contains(answer.statusCode())
                    || answer.isThrottlingException()
                    || answer.isClockSkewException()
                    || PASSING_CODES.contains(code(answer));
        }
        return failure instanceof ApiCallAttemptTimeoutException || (brokeOff(failure) && !unreachable(failure));
    }

    /** The error code of an answer; empty if it has none, as with HEAD. */
    static String code(SdkServiceException answer) {
        boolean detailed = answer instanceof AwsServiceException aws && aws.awsErrorDetails() != null;
        String code =
                detailed ? ((AwsServiceException) answer).awsErrorDetails().errorCode() : null;
        return code == null ? "" : code;
    }

    /** What an answer says in words; shortened, and without anything that looks like a token. */
    static String words(SdkServiceException answer) {
        String words = rawWords(answer);
        String safe = TOKEN.matcher(words).replaceAll("…");
        return safe.length() <= MAX_WORDS ? safe : safe.substring(0, MAX_WORDS) + "…";
    }

    private static String rawWords(SdkServiceException answer) {
        boolean detailed = answer instanceof AwsServiceException aws && aws.awsErrorDetails() != null;
        String words =
                detailed ? ((AwsServiceException) answer).awsErrorDetails().errorMessage() : null;
        return words == null || words.isBlank() ? "" : words;
    }

    /** The same answer, for keeping as a cause: whoever answers may quote the request, and with it the token. */
    static SdkServiceException withoutTokens(SdkServiceException answer) {
        if (!TOKEN.matcher(String.valueOf(answer.rawMessage())).find()
                && words(answer).equals(rawWords(answer))) {
            return answer;
        }
        SdkServiceException.Builder copy = answer.toBuilder().message(words(answer));
        if (copy instanceof AwsServiceException.Builder aws && aws.awsErrorDetails() != null) {
            aws.awsErrorDetails(aws.awsErrorDetails().toBuilder()
                    .errorMessage(words(answer))
                    .rawResponse(null)
                    .build());
        }
        SdkServiceException safe = copy.build();
        safe.setStackTrace(answer.getStackTrace());
        return safe;
    }

    static boolean tookTooLong(Throwable failure) {
        return causedBy(
                failure,
                cause -> cause instanceof ApiCallTimeoutException || cause instanceof ApiCallAttemptTimeoutException);
    }

    /** Whether an input or output error lies underneath. */
    static boolean brokeOff(Throwable failure) {
        return causedBy(failure, cause -> cause instanceof IOException && !unreadable(cause));
    }

    /** A whole answer that is no JSON: the SDK's parser calls it an input error. */
    private static boolean unreadable(Throwable cause) {
        return cause.getClass().getSimpleName().startsWith("Json");
    }

    /** Whether no connection came about: no route, no name, nobody listening, or somebody with a wrong certificate. */
    static boolean unreachable(Throwable failure) {
        return causedBy(
                failure,
                cause -> cause instanceof ConnectException
                        || cause instanceof UnknownHostException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof UnresolvedAddressException
                        || wrongPartner(cause)
                        || (cause instanceof SocketException
                                && String.valueOf(cause.getMessage()).contains("unreachable")));
    }

    /** A hotel's web page in place of the cloud: another certificate, or no TLS at all. */
    private static boolean wrongPartner(Throwable cause) {
        return cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException
                || cause.getClass().getSimpleName().equals("NotSslRecordException");
    }

    /** What the SDK wrapped. */
    static Throwable unwrapped(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    static boolean causedBy(Throwable failure, Predicate<Throwable> wanted) {
        return first(failure, wanted) != null;
    }

    /** The failure itself or the first cause of this type; null if there is none. */
    static <T extends Throwable> @Nullable T among(Class<T> type, Throwable failure) {
        return type.cast(first(failure, type::isInstance));
    }

    private static @Nullable Throwable first(Throwable failure, Predicate<Throwable> wanted) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (wanted.test(cause)) {
                return cause;
            }
            cause = cause.getCause();
        }
        return null;
    }
}

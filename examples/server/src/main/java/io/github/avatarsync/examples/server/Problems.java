package io.github.avatarsync.examples.server;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarNotFoundException;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.InvalidAvatarException;
import jakarta.annotation.Nullable;
import java.net.URI;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Errors as RFC 9457 problem details, with a stable {@code code} for programs.
 *
 * <p>What a client can act on says what the library said. A fault of this service is logged, and shown without its words.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String TRY_LATER = "10";

    // tag::problems[]
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(InvalidAvatarException e) {
        HttpStatus status = switch (e.code()) {
            case EMPTY, NOT_BASE64, UNREADABLE -> HttpStatus.BAD_REQUEST;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNSUPPORTED_FORMAT, TYPE_MISMATCH -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
        return problem(status, e.code().name(), e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(AvatarNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "NOT_FOUND", e.getMessage());
    }

    @ExceptionHandler({AvatarStoreException.class, DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> store(Exception e) {
        return fault(HttpStatus.SERVICE_UNAVAILABLE, "STORE", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> cloud(CloudStorageException e) {
        return switch (e.kind()) {
            case PERMANENT, CORRUPT, MISSING -> fault(HttpStatus.BAD_GATEWAY, "CLOUD_" + e.kind(), e);
            default -> fault(HttpStatus.SERVICE_UNAVAILABLE, "CLOUD_" + e.kind(), e);
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> credentials(CredentialsException e) {
        return switch (e.kind()) {
            case SIGNED_OUT, REFUSED, SETUP -> fault(HttpStatus.BAD_GATEWAY, "CREDENTIALS_" + e.kind(), e);
            default -> fault(HttpStatus.SERVICE_UNAVAILABLE, "CREDENTIALS_" + e.kind(), e);
        };
    }

    /** A file that is neither here nor in the cloud as it was accepted. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> other(AvatarException e) {
        return fault(HttpStatus.INTERNAL_SERVER_ERROR, "AVATAR", e);
    }
    // end::problems[]

    @ExceptionHandler
    ResponseEntity<ProblemDetail> anonymous(AuthenticationException e) {
        return problem(HttpStatus.UNAUTHORIZED, "UNAUTHENTICATED", "sign in with a name and a password");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> denied(AccessDeniedException e) {
        return problem(HttpStatus.FORBIDDEN, "FORBIDDEN", "not for you");
    }

    @Override
    @Nullable
    protected ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.of(tooLarge()).build();
    }

    @Override
    @Nullable
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return e.getMostSpecificCause() instanceof StreamConstraintsException
                ? ResponseEntity.of(tooLarge()).build()
                : super.handleHttpMessageNotReadable(e, headers, status, request);
    }

    private static ProblemDetail tooLarge() {
        return detail(
                HttpStatus.CONTENT_TOO_LARGE, "TOO_LARGE", "the request has more bytes than this service takes in");
    }

    private static ResponseEntity<ProblemDetail> fault(HttpStatus status, String code, Exception e) {
        log.warn("answered {} {}", status.value(), code, e);
        return problem(status, code, "the service cannot do this now; try again later");
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code, @Nullable String detail) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        return (status == HttpStatus.SERVICE_UNAVAILABLE ? answer.header(HttpHeaders.RETRY_AFTER, TRY_LATER) : answer)
                .body(detail(status, code, detail));
    }

    private static ProblemDetail detail(HttpStatus status, String code, @Nullable String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(
                URI.create("urn:problem:avatar:" + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        body.setProperty("code", code);
        return body;
    }
}

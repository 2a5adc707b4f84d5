package io.github.avatarsync.examples.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.InvalidAvatarException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Every typed error of the library has a status: whose fault it is, and whether trying again helps. */
class ProblemsTest {
    private static final String INSIDE = "jdbc:postgresql://db.internal";

    private final Problems problems = new Problems();

    @ParameterizedTest
    @EnumSource
    void refusalsAreTheClientsAndSaySo(InvalidAvatarException.Code code) {
        ResponseEntity<ProblemDetail> answer = problems.refused(new InvalidAvatarException(code, "why"));

        assertTrue(answer.getStatusCode().is4xxClientError());
        assertEquals(code + ": why", body(answer).getDetail());
        assertEquals(code.name(), code(answer));
    }

    @ParameterizedTest
    @EnumSource
    void whatPassesInTheCloudMayBeTriedAgain(CloudStorageException.Kind kind) {
        Set<CloudStorageException.Kind> lasting = EnumSet.of(
                CloudStorageException.Kind.PERMANENT,
                CloudStorageException.Kind.CORRUPT,
                CloudStorageException.Kind.MISSING);

        assertFault(
                lasting.contains(kind) ? 502 : 503,
                "CLOUD_" + kind,
                problems.cloud(new CloudStorageException(kind, INSIDE, null)));
    }

    @ParameterizedTest
    @EnumSource
    void whatPassesWithCredentialsMayBeTriedAgain(CredentialsException.Kind kind) {
        Set<CredentialsException.Kind> lasting = EnumSet.of(
                CredentialsException.Kind.SIGNED_OUT,
                CredentialsException.Kind.REFUSED,
                CredentialsException.Kind.SETUP);

        assertFault(
                lasting.contains(kind) ? 502 : 503,
                "CREDENTIALS_" + kind,
                problems.credentials(new CredentialsException(kind, INSIDE, null)));
    }

    @Test
    void faultsOfTheServiceDoNotTellWhatIsInside() {
        assertFault(503, "STORE", problems.store(new AvatarStoreException(INSIDE, null)));
        assertFault(500, "AVATAR", problems.other(new AvatarException(INSIDE, null)));
    }

    private static void assertFault(int status, String code, ResponseEntity<ProblemDetail> answer) {
        assertEquals(status, answer.getStatusCode().value());
        assertEquals(code, code(answer));
        assertEquals(status == 503, answer.getHeaders().containsHeader(HttpHeaders.RETRY_AFTER));
        assertFalse(body(answer).toString().contains(INSIDE), "the client reads what the log should say");
    }

    private static String code(ResponseEntity<ProblemDetail> answer) {
        return String.valueOf(
                Objects.requireNonNull(body(answer).getProperties()).get("code"));
    }

    private static ProblemDetail body(ResponseEntity<ProblemDetail> answer) {
        return Objects.requireNonNull(answer.getBody());
    }
}

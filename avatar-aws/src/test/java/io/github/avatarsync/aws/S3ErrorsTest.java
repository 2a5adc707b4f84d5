package io.github.avatarsync.aws;

import static io.github.avatarsync.BlockedReason.ACCESS_DENIED;
import static io.github.avatarsync.BlockedReason.NO_SUCH_BUCKET;
import static io.github.avatarsync.BlockedReason.REFUSED;
import static io.github.avatarsync.CloudStorageException.Kind.CONFLICT;
import static io.github.avatarsync.CloudStorageException.Kind.MISSING;
import static io.github.avatarsync.CloudStorageException.Kind.OFFLINE;
import static io.github.avatarsync.CloudStorageException.Kind.PERMANENT;
import static io.github.avatarsync.CloudStorageException.Kind.SESSION;
import static io.github.avatarsync.CloudStorageException.Kind.THROTTLED;
import static io.github.avatarsync.CloudStorageException.Kind.TRANSIENT;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.AnsweringServer.Answer;
import io.github.avatarsync.aws.AnsweringServer.Request;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the table of {@link S3Errors}, from the answer on the wire to what the engine does. The rows of this test are
 * compared with the table: one that is added there needs one here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3ErrorsTest {
    private static final String TOKEN = "IQoJb3JpZ2luX2VjEHMaDGV1LWNlbnRyYWwtMSJHMEUCIQDx/+aB3d".repeat(8) + "==";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    /**
     * An answer and what has to come of it. A HEAD shows no code: where its status says less than the code, it has an outcome of
     * its own.
     */
    private record Row(String name, Answer answer, Kind kind, BlockedReason reason, Kind ofHead) {
        static Row code(String code, int status, Kind kind) {
            // Some servers quote the request that they did not like.
            return new Row(code, Answer.s3Error(status, code, "You sent {token} {authorization}"), kind, REFUSED, kind);
        }

        static Row status(int status, Kind kind) {
            Answer answer = Answer.of(status).with("x-amz-request-id", "0123456789ABCDEF");
            return new Row("status " + status, answer, kind, REFUSED, kind);
        }

        /** Not from S3, whose every answer has an id. */
        static Row stranger(int status, Kind kind) {
            return new Row("web page with " + status, Answer.webPage(status), kind, REFUSED, kind);
        }

        Row because(BlockedReason why) {
            return new Row(name, answer, kind, why, ofHead);
        }

        Row head(Kind other) {
            return new Row(name, answer, kind, reason, other);
        }

        Outcome expected() {
            return new Outcome(kind, reason);
        }

        Outcome expectedOfHead() {
            return ofHead == kind ? expected() : new Outcome(ofHead, REFUSED);
        }

        Reaction reaction() {
            return switch (kind) {
                case TRANSIENT, CONFLICT, MISSING -> Reaction.BACKS_OFF;
                case THROTTLED -> Reaction.SLOWS_DOWN;
                case OFFLINE -> Reaction.WAITS_FOR_THE_NETWORK;
                case SESSION -> Reaction.REFRESHES_THEN_PARKS;
                case PERMANENT -> Reaction.BLOCKS;
                case CORRUPT, UNVERIFIED, INTERRUPTED -> Reaction.UNKNOWN;
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Row> CODES = List.of(
            Row.code("ExpiredToken", 400, SESSION),
            Row.code("ExpiredTokenException", 400, SESSION),
            Row.code("InvalidToken", 400, SESSION),
            Row.code("TokenRefreshRequired", 400, SESSION),
            Row.code("InvalidAccessKeyId", 403, SESSION),
            Row.code("SignatureDoesNotMatch", 403, SESSION),
            Row.code("RequestTimeTooSkewed", 403, TRANSIENT),
            Row.code("RequestTimeout", 400, TRANSIENT),
            Row.code("RequestExpired", 400, TRANSIENT),
            Row.code("IncompleteBody", 400, TRANSIENT),
            Row.code("BadDigest", 400, TRANSIENT),
            Row.code("XAmzContentSHA256Mismatch", 400, TRANSIENT),
            Row.code("XAmzContentChecksumMismatch", 400, TRANSIENT),
            Row.code("InternalError", 500, TRANSIENT),
            Row.code("SlowDown", 503, THROTTLED).head(TRANSIENT),
            Row.code("ServiceUnavailable", 503, THROTTLED).head(TRANSIENT),
            Row.code("RequestLimitExceeded", 503, THROTTLED).head(TRANSIENT),
            Row.code("BandwidthLimitExceeded", 503, THROTTLED).head(TRANSIENT),
            Row.code("ConditionalRequestConflict", 409, CONFLICT),
            Row.code("OperationAborted", 409, CONFLICT),
            Row.code("PreconditionFailed", 412, CONFLICT),
            Row.code("NoSuchUpload", 404, CONFLICT).head(MISSING),
            Row.code("InvalidPart", 400, CONFLICT),
            Row.code("NoSuchKey", 404, MISSING),
            Row.code("NoSuchBucket", 404, PERMANENT).because(NO_SUCH_BUCKET).head(MISSING),
            Row.code("InvalidBucketName", 400, PERMANENT).because(NO_SUCH_BUCKET),
            Row.code("PermanentRedirect", 301, PERMANENT).because(NO_SUCH_BUCKET),
            Row.code("TemporaryRedirect", 307, TRANSIENT),
            Row.code("AuthorizationHeaderMalformed", 400, PERMANENT).because(NO_SUCH_BUCKET),
            Row.code("IllegalLocationConstraintException", 400, PERMANENT).because(NO_SUCH_BUCKET),
            Row.code("AccessDenied", 403, PERMANENT).because(ACCESS_DENIED),
            Row.code("AccessDeniedException", 403, PERMANENT).because(ACCESS_DENIED),
            Row.code("AllAccessDisabled", 403, PERMANENT).because(ACCESS_DENIED),
            Row.code("AccountProblem", 403, PERMANENT).because(ACCESS_DENIED),
            Row.code("InvalidObjectState", 403, PERMANENT));

    private static final List<Row> STATUSES = List.of(
            Row.status(301, PERMANENT).because(NO_SUCH_BUCKET),
            Row.status(307, TRANSIENT),
            Row.status(403, PERMANENT).because(ACCESS_DENIED),
            Row.status(404, MISSING),
            Row.status(407, OFFLINE),
            Row.status(408, TRANSIENT),
            Row.status(409, CONFLICT),
            Row.status(412, CONFLICT),
            Row.status(425, TRANSIENT),
            Row.status(429, THROTTLED),
            Row.status(511, OFFLINE));

    /** What no row names. */
    private static final List<Row> OTHERS = List.of(
            Row.status(400, SESSION),
            Row.status(405, PERMANENT),
            Row.status(500, TRANSIENT),
            Row.status(501, PERMANENT),
            Row.status(502, TRANSIENT),
            Row.status(504, TRANSIENT),
            Row.status(507, TRANSIENT),
            Row.code("Throttling", 400, THROTTLED),
            Row.code("KMS.DisabledException", 400, PERMANENT),
            Row.code("EntityTooLarge", 400, PERMANENT),
            Row.stranger(200, OFFLINE),
            Row.stranger(302, OFFLINE),
            Row.stranger(403, OFFLINE),
            Row.stranger(404, OFFLINE),
            Row.stranger(407, OFFLINE),
            Row.stranger(511, OFFLINE),
            Row.stranger(502, TRANSIENT));

    /** What a call ended with; the kind is null where it did not fail. */
    private record Outcome(Kind kind, BlockedReason reason) {}

    /** A call to a storage. */
    private interface Operation {
        void on(S3CloudStorage cloud, Session session, String key) throws Exception;
    }

    private static final Map<String, Operation> OPERATIONS = Map.of(
            "put", (cloud, session, key) -> cloud.put(session, object(key), Content.of(new byte[] {1}), sent -> {}),
            "get", (cloud, session, key) -> cloud.get(session, key).close(),
            "head", (cloud, session, key) -> cloud.head(session, key).orElseThrow(S3ErrorsTest::missing),
            "delete", S3CloudStorage::delete);

    private final AnsweringServer server = new AnsweringServer(S3ErrorsTest::answer);
    private final Map<String, S3CloudStorage> clouds = new LinkedHashMap<>();
    private final Map<Row, Map<String, Future<?>>> seen = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(64);

    /** The answers are waited for side by side: what passes is tried again by the SDK after a while. */
    @BeforeAll
    void askEverything() {
        // A client gives up repeating once half of what it does fails: each operation has its own.
        for (String name : OPERATIONS.keySet()) {
            clouds.put(name, cloud());
        }
        clouds.put("engine", cloud());
        rows().forEach(row -> seen.put(row, asked(row)));
    }

    private S3CloudStorage cloud() {
        return S3CloudStorage.builder()
                .bucket("bucket")
                .region("eu-central-1")
                .endpoint(server.uri())
                .build();
    }

    @AfterAll
    void stop() {
        clouds.values().forEach(S3CloudStorage::close);
        threads.shutdownNow();
        server.close();
    }

    static Stream<Row> rows() {
        return Stream.of(CODES, STATUSES, OTHERS).flatMap(List::stream);
    }

    private Map<String, Future<?>> asked(Row row) {
        Map<String, Future<?>> asked = new LinkedHashMap<>();
        OPERATIONS.forEach((name, operation) -> asked.put(name, threads.submit(() -> outcome(row, name, operation))));
        asked.put("engine", threads.submit(() -> Reaction.of(clouds.get("engine"), sessions(row))));
        return asked;
    }

    private Outcome outcome(Row row, String name, Operation operation) throws Exception {
        try {
            operation.on(clouds.get(name), session(row, OwnerId.of("ann"), 1), "avatars/" + folder(row) + "/images/k");
            return new Outcome(null, null);
        } catch (CloudStorageException e) {
            assertNoSecret(name + " " + row, e);
            return new Outcome(e.kind(), e.reason());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersMeanWhatTheTableSays(Row row) throws Exception {
        for (String operation : Set.of("put", "get", "delete")) {
            assertEquals(row.expected(), seen(row, operation), operation);
        }
        assertEquals(row.expectedOfHead(), seen(row, "head"), "head");
        assertEquals(
                new Reaction.Seen(row.reaction(), row.kind() == PERMANENT ? row.reason() : null), seen(row, "engine"));
    }

    private Object seen(Row row, String what) throws Exception {
        return seen.get(row).get(what).get(1, TimeUnit.MINUTES);
    }

    @Test
    void everyRowOfTheTableIsTested() {
        assertEquals(S3Errors.BY_CODE.keySet(), CODES.stream().map(Row::name).collect(toSet()));
        assertEquals(
                S3Errors.BY_STATUS.keySet(),
                STATUSES.stream().map(row -> row.answer().status()).collect(toSet()));
    }

    @Test
    void whatTheServerAsksToWaitIsTold() {
        Answer busy = Answer.s3Error(503, "SlowDown", "Please reduce your request rate.")
                .with("Retry-After", "120");
        try (AnsweringServer slow = new AnsweringServer(request -> busy);
                S3CloudStorage cloud = builderAt(slow).build()) {
            CloudStorageException error = failure(() -> cloud.delete(session(CODES.get(0), OwnerId.of("ann"), 1), "k"));
            assertEquals(Duration.ofSeconds(120), error.retryAfter().orElseThrow());
            assertEquals(3, slow.requests(), "attempts of the SDK");
        }
    }

    @Test
    void whatDoesNotPassIsAskedOnce() {
        Answer denied = Answer.s3Error(403, "AccessDenied", "Access Denied");
        try (AnsweringServer refusing = new AnsweringServer(request -> denied);
                S3CloudStorage cloud = builderAt(refusing).build()) {
            failure(() -> cloud.delete(session(CODES.get(0), OwnerId.of("ann"), 1), "k"));
            assertEquals(1, refusing.requests());
        }
    }

    @Test
    void aWebPageIsNoAnswerOfACompatibleStoreEither() {
        Answer page = Answer.webPage(200)
                .with("Date", "Tue, 24 Nov 2026 12:00:00 GMT")
                .with("ETag", "\"1\"");
        try (AnsweringServer portal = new AnsweringServer(request -> page);
                S3CloudStorage cloud = builderAt(portal).compatible(true).build()) {
            for (Map.Entry<String, Operation> operation : OPERATIONS.entrySet()) {
                CloudStorageException error = failure(() -> {
                    operation.getValue().on(cloud, session(CODES.get(0), OwnerId.of("ann"), 1), "k");
                    return null;
                });
                assertEquals(OFFLINE, error.kind(), operation.getKey());
            }
        }
    }

    private static S3CloudStorage.Builder builderAt(AnsweringServer server) {
        return S3CloudStorage.builder().bucket("bucket").region("eu-central-1").endpoint(server.uri());
    }

    private static CloudStorageException failure(Callable<?> call) {
        return assertThrows(CloudStorageException.class, call::call);
    }

    /** The row is named by the folder of the key. */
    private static Answer answer(Request request) {
        Row row = rows().filter(each -> request.path().contains("/" + folder(each) + "/"))
                .findFirst()
                .orElseThrow();
        return row.answer()
                .saying(row.answer()
                        .body()
                        .replace("{token}", request.header("x-amz-security-token"))
                        .replace("{authorization}", request.header("Authorization")));
    }

    private static String folder(Row row) {
        return row.name().replace(' ', '-');
    }

    private static CloudObject object(String key) {
        return new CloudObject(key, "image/png", 1, Sha256.hexOf(new byte[] {1}), Map.of());
    }

    private static CloudStorageException missing() {
        return new CloudStorageException(MISSING, "head: not there", null);
    }

    private static CredentialsSource sessions(Row row) {
        AtomicInteger number = new AtomicInteger();
        return (owner, rejected) -> session(row, owner, number.incrementAndGet());
    }

    private static Session session(Row row, OwnerId owner, int number) {
        return new Session(
                owner,
                folder(row),
                "test",
                "ASIA" + number,
                SECRET,
                TOKEN,
                Instant.now().plus(Duration.ofHours(1)));
    }

    private static void assertNoSecret(String what, CloudStorageException error) {
        StringWriter all = new StringWriter();
        error.printStackTrace(new PrintWriter(all));
        String text = all.toString();
        assertTrue(text.contains(what.split(" ")[0]), "the operation is named");
        for (String secret : List.of(TOKEN, SECRET, "Signature=")) {
            assertFalse(text.contains(secret), () -> what + " tells " + secret + ": " + text);
        }
    }
}

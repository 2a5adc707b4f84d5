package io.github.avatarsync.aws;

import static io.github.avatarsync.CredentialsException.Kind.OFFLINE;
import static io.github.avatarsync.CredentialsException.Kind.REFUSED;
import static io.github.avatarsync.CredentialsException.Kind.SETUP;
import static io.github.avatarsync.CredentialsException.Kind.THROTTLED;
import static io.github.avatarsync.CredentialsException.Kind.TRANSIENT;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.Content;
import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.AnsweringServer.Answer;
import io.github.avatarsync.aws.AnsweringServer.Request;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the table of {@link CognitoErrors}, for both questions, from the answer on the wire to what the engine does. The
 * rows of this test are compared with the table: one that is added there needs one here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CognitoErrorsTest {
    private static final String POOL = "eu-central-1:00000000-0000-4000-8000-000000000001";
    private static final String IDENTITY = "eu-central-1:11111111-0000-4000-8000-000000000001";
    private static final OwnerId ANN = OwnerId.of("ann");

    /** An answer and what has to come of it; {@code tries} is how often the SDK asks, and once more with a fresh token. */
    private record Row(String name, Answer answer, Kind kind, int tries) {
        static Row code(String code, int status, Kind kind, int tries) {
            return new Row(code, Answer.cognitoError(status, code, "You sent " + jwt(ANN, 1)), kind, tries);
        }

        static Row of(String name, Answer answer, Kind kind, int tries) {
            return new Row(name, answer, kind, tries);
        }

        Reaction.Seen reaction() {
            return switch (kind) {
                case REFUSED, SIGNED_OUT -> new Reaction.Seen(Reaction.PARKS, null);
                case OFFLINE -> new Reaction.Seen(Reaction.WAITS_FOR_THE_NETWORK, null);
                case TRANSIENT -> new Reaction.Seen(Reaction.BACKS_OFF, null);
                case THROTTLED -> new Reaction.Seen(Reaction.SLOWS_DOWN, null);
                case SETUP -> new Reaction.Seen(Reaction.BLOCKS, BlockedReason.CREDENTIALS_SETUP);
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Row> CODES = List.of(
            Row.code("NotAuthorizedException", 400, REFUSED, 2),
            Row.code("ResourceConflictException", 400, REFUSED, 1),
            Row.code("ResourceNotFoundException", 400, SETUP, 1),
            Row.code("InvalidParameterException", 400, SETUP, 1),
            Row.code("ValidationException", 400, SETUP, 1),
            Row.code("InvalidIdentityPoolConfigurationException", 400, SETUP, 1),
            Row.code("AccessDeniedException", 400, SETUP, 1),
            Row.code("ForbiddenException", 403, SETUP, 1),
            Row.code("TooManyRequestsException", 400, THROTTLED, 3),
            Row.code("ThrottlingException", 400, THROTTLED, 3),
            Row.code("LimitExceededException", 400, THROTTLED, 1),
            Row.code("InternalErrorException", 500, TRANSIENT, 3),
            Row.code("ExternalServiceException", 400, TRANSIENT, 1));

    /** What no row names. */
    private static final List<Row> OTHERS = List.of(
            Row.code("UnknownOperationException", 400, SETUP, 1),
            Row.code("SomethingNewException", 503, TRANSIENT, 3),
            Row.of("429", Answer.cognitoError(429, "Unheard", ""), THROTTLED, 3),
            Row.of("page with 200", Answer.webPage(200), OFFLINE, 1),
            Row.of("page with 302", Answer.webPage(302), OFFLINE, 1),
            Row.of("page with 403", Answer.webPage(403), OFFLINE, 1),
            Row.of("page with 407", Answer.webPage(407), OFFLINE, 1),
            Row.of("page with 511", Answer.webPage(511), OFFLINE, 1),
            Row.of("page with 502", Answer.webPage(502), TRANSIENT, 3),
            Row.of("nothing", Answer.of(200), OFFLINE, 1),
            Row.of("empty object", Answer.json("{}"), OFFLINE, 1));

    /** The two questions, by what their header ends with. */
    private static final List<String> QUESTIONS = List.of("GetId", "GetCredentialsForIdentity");

    /** What came of asking. */
    private record Seen(Kind kind, int tries, String everythingSaid, Reaction.Seen engine) {}

    private final ExecutorService threads = Executors.newFixedThreadPool(50);
    private final Map<Row, Map<String, Future<Seen>>> seen = new LinkedHashMap<>();

    /** The answers are waited for side by side: what passes is tried again by the SDK after a while. */
    @BeforeAll
    void askEverything() {
        rows().forEach(row -> {
            Map<String, Future<Seen>> asked = new LinkedHashMap<>();
            QUESTIONS.forEach(question -> asked.put(question, threads.submit(() -> ask(row, question))));
            seen.put(row, asked);
        });
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
    }

    static Stream<Row> rows() {
        return Stream.of(CODES, OTHERS).flatMap(List::stream);
    }

    private static Seen ask(Row row, String question) {
        try (AnsweringServer server = new AnsweringServer(request -> answer(row, question, request))) {
            CredentialsException error;
            int tries;
            try (CognitoCredentialsSource source = source(server)) {
                error = assertThrows(CredentialsException.class, () -> source.session(ANN, null));
                tries = server.requests() - (question.equals("GetId") ? 0 : 1);
            }
            try (CognitoCredentialsSource source = source(server)) {
                return new Seen(error.kind(), tries, said(error), Reaction.of(new NoCloud(), source));
            }
        }
    }

    private static CognitoCredentialsSource source(AnsweringServer server) {
        AtomicInteger number = new AtomicInteger();
        return CognitoCredentialsSource.builder(
                        POOL,
                        "eu-central-1_Pool",
                        "eu-central-1",
                        (owner, fresh) ->
                                Optional.of(new IdToken(owner, jwt(owner, fresh ? number.incrementAndGet() : 0))))
                .endpoint(server.uri())
                .build();
    }

    private static Answer answer(Row row, String question, Request request) {
        return request.header("X-Amz-Target").endsWith("." + question)
                ? row.answer()
                : Answer.json("{\"IdentityId\":\"" + IDENTITY + "\"}");
    }

    private static String said(Throwable error) {
        StringWriter all = new StringWriter();
        error.printStackTrace(new PrintWriter(all));
        return all.toString();
    }

    private static String jwt(OwnerId owner, int number) {
        String claims = "{\"iss\":\"https://issuer\",\"sub\":\"" + owner + "\",\"n\":" + number + "}";
        return "eyJhbGciOiJSUzI1NiJ9."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "."
                + "c2lnbmF0dXJl".repeat(20);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersMeanWhatTheTableSays(Row row) throws Exception {
        for (String question : QUESTIONS) {
            Seen was = seen.get(row).get(question).get(1, TimeUnit.MINUTES);

            assertEquals(row.kind(), was.kind(), question);
            assertEquals(row.reaction(), was.engine(), question);
            assertEquals(row.tries(), was.tries(), () -> question + ": requests");
            assertFalse(was.everythingSaid().contains("c2lnbmF0dXJl"), () -> "the token is told: " + was);
        }
    }

    @Test
    void everyRowOfTheTableIsTested() {
        assertEquals(CognitoErrors.KINDS.keySet(), CODES.stream().map(Row::name).collect(toSet()));
    }

    @Test
    void noAnswerIsCalledSo() {
        try (SilentServer silent = new SilentServer(() -> {});
                CognitoCredentialsSource source = CognitoCredentialsSource.builder(
                                POOL,
                                "eu-central-1_Pool",
                                "eu-central-1",
                                (owner, fresh) -> Optional.of(new IdToken(owner, jwt(owner, 0))))
                        .endpoint(silent.uri())
                        .answerTimeout(Duration.ofMillis(100))
                        .build()) {
            CredentialsException error = assertThrows(CredentialsException.class, () -> source.session(ANN, null));
            assertEquals(OFFLINE, error.kind());
            assertFalse(error.getMessage().contains("is not Cognito"), error.getMessage());
        }
    }

    /** A cloud that is never reached, because there are no credentials. */
    private static final class NoCloud implements CloudStorage {
        @Override
        public String location() {
            return "nowhere";
        }

        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            throw new AssertionError("put without credentials");
        }

        @Override
        public InputStream get(Session session, String key) {
            throw new AssertionError("get without credentials");
        }

        @Override
        public Optional<ObjectInfo> head(Session session, String key) {
            throw new AssertionError("head without credentials");
        }

        @Override
        public Instant delete(Session session, String key) {
            throw new AssertionError("delete without credentials");
        }
    }
}

package io.github.avatarsync.examples.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.examples.server.Instance.Answer;
import io.github.avatarsync.testkit.SampleImages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The service as its clients see it, over HTTP. */
class ServerTest {
    private static final AtomicLong pictures = new AtomicLong();

    private final Instance server = Shared.server();

    @Test
    void whatIsUploadedIsSavedSyncedAndServedByTheBucket() throws Exception {
        byte[] picture = picture();
        Answer answer = server.upload("anna", "face.png", picture);

        assertEquals(201, answer.status(), answer::toString);
        AvatarId id = AvatarId.of(answer.text("id"));
        assertEquals("/avatars/" + id, answer.header("Location"));
        assertEquals("face.png", server.get("anna", "/avatars/" + id).text("name"));
        assertEquals(id.value(), server.get("anna", "/profile").text("avatar"));

        Avatar synced = synced("anna", id);
        JsonNode status = server.get("anna", "/avatars/" + id + "/status").json();
        assertEquals("SYNCED", status.get("state").asString());
        assertEquals(status.get("total").asLong(), status.get("sent").asLong());

        Answer redirect = server.get("anna", "/avatars/" + id + "/original");
        assertEquals(302, redirect.status(), redirect::toString);
        Answer fetched = server.fetch(URI.create(redirect.header("Location")));
        assertEquals(200, fetched.status());
        assertArrayEquals(Shared.aws().bytes(synced.key(Variant.ORIGINAL).orElseThrow()), fetched.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:image/png;base64,", ""})
    void picturesComeAsBase64Too(String prefix) throws Exception {
        Answer answer = server.uploadText("anna", prefix + Base64.getEncoder().encodeToString(picture()));

        assertEquals(201, answer.status(), answer::toString);
        assertEquals("IMAGE", answer.text("kind"));
        synced("anna", AvatarId.of(answer.text("id")));
    }

    /** More at once than the pool has connections: each upload needs one, and only to write. */
    @Test
    void theSamePictureAtTheSameTimeIsOneAvatar() throws Exception {
        byte[] picture = picture();
        ExecutorService clients = Executors.newFixedThreadPool(16);
        try {
            List<Future<Answer>> answers =
                    clients.invokeAll(Collections.nCopies(16, () -> server.upload("ben", "face.png", picture)));

            Set<String> ids = new HashSet<>();
            for (Future<Answer> each : answers) {
                Answer answer = each.get(1, TimeUnit.MINUTES);
                assertEquals(201, answer.status(), answer::toString);
                ids.add(answer.text("id"));
            }
            assertEquals(1, ids.size(), ids::toString);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void aFileThatIsNotInTheCloudYetComesFromTheDatabase() throws Exception {
        Shared.aws().goOffline();
        AvatarId id;
        try {
            id = server.uploaded("anna", picture());
            Answer thumb = server.get("anna", "/avatars/" + id + "/thumb");
            assertEquals(200, thumb.status(), thumb::toString);
            assertEquals("image/png", thumb.header("Content-Type"));
            assertArrayEquals(server.avatars("anna").open(id, Variant.THUMB).readAllBytes(), thumb.body());
            assertEquals("UP", server.anonymous("/actuator/health").text("status"), "avatars are accepted");
        } finally {
            Shared.aws().goOnline();
            server.sync().networkChanged();
        }
        synced("anna", id);
    }

    @Test
    void listsPageByPage() {
        List<AvatarId> mine = List.of(server.uploaded("ben", picture()), server.uploaded("ben", picture()));

        JsonNode first = server.get("ben", "/avatars?limit=1").json();
        JsonNode second = server.get(
                        "ben", "/avatars?limit=1&cursor=" + first.get("next").asString())
                .json();

        assertEquals(mine.get(1).value(), first.at("/avatars/0/id").asString());
        assertEquals(mine.get(0).value(), second.at("/avatars/0/id").asString());
        assertEquals(400, server.get("ben", "/avatars?cursor=rubbish").status());
    }

    @Test
    void whatIsDeletedIsGoneAtOnceAndFromTheBucketSoon() throws Exception {
        AvatarId id = server.uploaded("anna", picture());
        synced("anna", id);
        assertTrue(inBucket(id));

        assertEquals(204, server.delete("anna", "/avatars/" + id).status());

        assertEquals(404, server.get("anna", "/avatars/" + id).status());
        assertEquals("", server.get("anna", "/profile").text("avatar"));
        assertEquals(404, server.delete("anna", "/avatars/" + id).status());
        server.avatars("anna").whenDeleted(id).get(1, TimeUnit.MINUTES);
        assertFalse(inBucket(id));
    }

    @Test
    void anotherUsersAvatarIsNotFound() {
        AvatarId id = server.uploaded("anna", picture());

        for (String path : List.of("", "/status", "/thumb")) {
            assertProblem(404, "NOT_FOUND", server.get("ben", "/avatars/" + id + path));
        }
        assertProblem(404, "NOT_FOUND", server.delete("ben", "/avatars/" + id));
        assertEquals(200, server.get("anna", "/avatars/" + id).status());
        assertFalse(server.get("ben", "/avatars?limit=100").toString().contains(id.value()));
    }

    @Test
    void nobodyGetsInWithoutSigningIn() {
        Answer anonymous = server.anonymous("/avatars");
        assertProblem(401, "UNAUTHENTICATED", anonymous);
        assertTrue(anonymous.header("WWW-Authenticate").startsWith("Basic"));
        assertProblem(401, "UNAUTHENTICATED", server.get("mallory", "/avatars"));
        assertProblem(401, "UNAUTHENTICATED", server.anonymous("/actuator/metrics"));
        assertProblem(403, "FORBIDDEN", server.get("anna", "/actuator/metrics"));
        assertProblem(403, "FORBIDDEN", server.get("operator", "/avatars"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(415, "UNSUPPORTED_FORMAT", new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                Arguments.of(415, "UNSUPPORTED_FORMAT", ascii("<!DOCTYPE html><html><body>Sign in</body></html>")),
                Arguments.of(413, "TOO_LARGE", SampleImages.oversized(10 * 1024 * 1024 + 1)),
                Arguments.of(422, "TRUNCATED", SampleImages.truncated(SampleImages.png(64, 64))),
                Arguments.of(400, "EMPTY", new byte[0]));
    }

    @ParameterizedTest
    @MethodSource
    void refused(int status, String code, byte[] file) {
        assertProblem(status, code, server.upload("anna", "face.png", file));
    }

    @Test
    void refusesTextThatIsNoPictureOrTooLong() {
        assertProblem(400, "NOT_BASE64", server.uploadText("anna", "data:image/png;base64,%%%"));
        assertProblem(415, "UNSUPPORTED_FORMAT", server.uploadText("anna", "SGVsbG8gd29ybGQ="));
        assertProblem(413, "TOO_LARGE", server.uploadText("anna", "A".repeat(15_000_001)));
    }

    @Test
    void aRequestThatMakesNoSenseIsAProblemToo() {
        for (String path : List.of("/avatars/nonsense", "/avatars?limit=many", "/nowhere")) {
            Answer answer = server.get("anna", path);
            assertTrue(answer.status() == 400 || answer.status() == 404, answer::toString);
            assertEquals("application/problem+json", answer.header("Content-Type"));
        }
    }

    @Test
    void operatorsSeeHealthAndMetrics() {
        assertEquals("UP", server.anonymous("/actuator/health").text("status"));
        assertFalse(server.anonymous("/actuator/health").toString().contains("gate"));
        JsonNode health = server.get("operator", "/actuator/health").json();
        assertEquals(0, health.at("/components/avatars/details/blocked").asInt(-1), health::toString);
        for (String state : List.of("PENDING", "BLOCKED")) {
            JsonNode gauge = server.get("operator", "/actuator/metrics/avatarsync.queue?tag=state:" + state)
                    .json();
            assertTrue(gauge.at("/measurements/0/value").isNumber(), gauge::toString);
        }
        server.uploaded("anna", picture());
        JsonNode uploads = server.get("operator", "/actuator/metrics/avatarsync.uploads?tag=kind:IMAGE")
                .json();
        assertTrue(uploads.at("/measurements/0/value").asDouble(0) >= 1, uploads::toString);
    }

    private Avatar synced(String user, AvatarId id) throws Exception {
        return server.avatars(user).whenSynced(id).get(1, TimeUnit.MINUTES);
    }

    private static boolean inBucket(AvatarId id) {
        return Shared.aws().objects().keySet().stream().anyMatch(key -> key.contains(id.value()));
    }

    private static void assertProblem(int status, String code, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals(code, answer.text("code"), answer::toString);
        assertEquals(status, answer.json().get("status").asInt());
        assertFalse(answer.text("detail").isEmpty());
    }

    private static byte[] picture() {
        return SampleImages.png(300, 200, pictures.incrementAndGet());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

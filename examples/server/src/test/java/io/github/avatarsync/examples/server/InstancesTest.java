package io.github.avatarsync.examples.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.Pass;
import io.github.avatarsync.examples.server.Instance.Answer;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.Fault;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.RecordedRequest;
import io.github.avatarsync.localaws.Stall;
import io.github.avatarsync.localaws.When;
import io.github.avatarsync.testkit.SampleImages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Several instances on one database. */
class InstancesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Web requests have 10 seconds, AvatarSync 10; the rest is for a busy machine. */
    private static final Duration MOST_TO_CLOSE = Duration.ofSeconds(30);

    private final LocalAws aws = Shared.aws();

    @Test
    void whatOneAcceptsTheOtherFinishesOnce() throws Exception {
        String[] settings = Shared.settings("--avatars.background=false");
        try (Instance first = Instance.start(settings);
                Instance second = Instance.start(settings)) {
            List<AvatarId> ids = upload(first, 6);

            Pass pass = second.sync().runOnce();

            assertEquals(6, pass.done());
            for (AvatarId id : ids) {
                assertEquals("SYNCED", first.get("anna", "/avatars/" + id).text("state"));
                assertEquals(302, first.get("anna", "/avatars/" + id + "/thumb").status());
                assertEquals(2, puts(id));
            }
        }
    }

    @Test
    void bothAtOnceShareTheWork() throws Exception {
        String[] settings = Shared.settings("--avatars.background=false");
        try (Instance first = Instance.start(settings);
                Instance second = Instance.start(settings)) {
            List<AvatarId> ids = upload(first, 10);

            CompletableFuture<Pass> others =
                    CompletableFuture.supplyAsync(() -> second.sync().runOnce());
            Pass pass = first.sync().runOnce();

            assertEquals(
                    10,
                    pass.done() + others.get(LONG.toSeconds(), TimeUnit.SECONDS).done());
            for (AvatarId id : ids) {
                assertEquals(2, puts(id));
            }
        }
    }

    @Test
    void anInstanceStopsInBoundedTimeAndLeavesItsWorkToTheOthers() throws Exception {
        String[] settings = Shared.settings();
        Instance first = Instance.start(settings);
        Stall stall = Stall.beforeEffect();
        AvatarId id;
        Fault held = aws.fault(When.every().on(Operation.PUT_OBJECT), Effect.hold(stall));
        try {
            id = upload(first, 1).get(0);
            assertTrue(stall.awaitReached(LONG));

            Instant begin = Instant.now();
            first.close();
            Duration took = Duration.between(begin, Instant.now());
            assertTrue(took.compareTo(MOST_TO_CLOSE) < 0, took::toString);
        } finally {
            held.cancel();
            stall.release();
        }
        try (Instance second = Instance.start(settings)) {
            second.avatars("anna").whenSynced(id).get(LONG.toSeconds(), TimeUnit.SECONDS);
            assertEquals("SYNCED", second.get("anna", "/avatars/" + id).text("state"));
        }
    }

    @Test
    void aDatabaseThatFailsIsSaidAndSurvived() throws Exception {
        try (Instance server = Instance.start(Shared.settings("--avatars.background=false"))) {
            JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
            byte[] picture = SampleImages.png(40, 40);
            jdbc.execute("ALTER TABLE avatars RENAME TO away");

            Answer refused = server.upload("anna", "face.png", picture);
            assertEquals(503, refused.status(), refused::toString);
            assertEquals("STORE", refused.text("code"));
            assertEquals("10", refused.header("Retry-After"));
            assertEquals(503, server.anonymous("/actuator/health").status());

            jdbc.execute("ALTER TABLE away RENAME TO avatars");
            assertEquals(201, server.upload("anna", "face.png", picture).status());
            assertEquals(200, server.anonymous("/actuator/health").status());
        }
    }

    private static List<AvatarId> upload(Instance server, int count) {
        List<AvatarId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(server.uploaded("anna", SampleImages.png(40, 40, i)));
        }
        return ids;
    }

    private long puts(AvatarId id) {
        return aws.requests().stream()
                .filter(request -> request.operation() == Operation.PUT_OBJECT)
                .map(RecordedRequest::key)
                .filter(key -> key != null && key.contains(id.value()))
                .count();
    }
}

package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.aws.Eventually;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.Stall;
import io.github.avatarsync.localaws.When;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with little memory is killed in the middle of a multipart upload: the next one sends the parts that are missing.
 *
 * <p>{@code -Davatar.test.video=200} makes the video 200 MiB instead of 47.
 */
class KilledDuringLargeVideoTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final OwnerId ANN = OwnerId.of("ann");
    private static final int MEBIBYTES = Integer.getInteger("avatar.test.video", 47);
    private static final int PARTS = MEBIBYTES / 8 + 1;

    private LocalAws aws;

    @TempDir
    Path bucket;

    @TempDir
    Path directory;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().directory(bucket).start();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void killedTwiceItGoesOnWithTheSameUploadAndLeavesNothing() throws Exception {
        Path video = directory.resolve("large.mp4");
        LargeVideo.write(video, MEBIBYTES);
        AvatarId id;
        Stall third = Stall.beforeEffect();
        aws.fault(When.nth(3).on(Operation.UPLOAD_PART), Effect.hold(third));
        try (AppProcess app = AppProcess.start(VideoApp.class, aws, "ann", directory, 0, video)) {
            id = AvatarId.of(app.expectLine());
            assertTrue(third.awaitReached(LONG), "a part is under way");
            Eventually.holds(() -> arrived() >= 2);
            app.kill();
        }
        assertEquals(1, aws.multipartUploads().size());

        Stall next = Stall.beforeEffect();
        aws.fault(When.next().on(Operation.UPLOAD_PART), Effect.hold(next));
        // The dead process had the record on lease for 90 seconds.
        try (AppProcess app = AppProcess.start(VideoApp.class, aws, "ann", directory, 5)) {
            assertTrue(next.awaitReached(LONG), "a part is under way again");
            app.kill();
        }

        aws.clearRequests();
        Users users = new Users(aws);
        users.signIn("ann");
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
        try (Device device = new Device(directory, aws.environment(), users, later)) {
            assertTrue(device.store()
                    .find(id)
                    .orElseThrow()
                    .unfinished(Variant.VIDEO)
                    .isPresent());
            assertTrue(device.sync().drain(LONG));

            Avatar synced = device.sync().of(ANN).find(id).orElseThrow();
            assertEquals(AvatarState.SYNCED, synced.state());
            try (InputStream local = device.sync().of(ANN).open(id, Variant.VIDEO)) {
                byte[] there = aws.bytes(synced.key(Variant.VIDEO).orElseThrow());
                assertEquals(-1, Arrays.mismatch(local.readAllBytes(), there));
            }
            assertTrue(device.store()
                    .find(id)
                    .orElseThrow()
                    .unfinished(Variant.VIDEO)
                    .isEmpty());
        }
        assertEquals(List.of(), aws.multipartUploads());
        assertEquals(0, aws.count(Operation.CREATE_MULTIPART_UPLOAD));
        assertTrue(arrived() <= PARTS - 2, "parts that arrived: " + arrived());
        third.release();
        next.release();
    }

    private long arrived() {
        return aws.requests().stream()
                .filter(r -> r.operation() == Operation.UPLOAD_PART && r.status() == 200)
                .count();
    }
}

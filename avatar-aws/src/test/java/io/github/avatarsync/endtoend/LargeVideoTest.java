package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.aws.Eventually;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.Stall;
import io.github.avatarsync.localaws.When;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a large video while it is on its way: the last of its three parts is held up by the bucket meanwhile. */
class LargeVideoTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int PARTS = 3;

    private final LocalAws aws = LocalAws.start();
    private final Users users = new Users(aws);
    private final OwnerId ann = users.signIn("ann");
    private final Stall third = Stall.beforeEffect();
    private Device device;
    private AvatarId id;
    private CompletableFuture<Boolean> drained;

    @TempDir
    Path directory;

    @BeforeEach
    void untilTwoPartsHaveArrived() throws IOException {
        Path video = directory.resolve("large.mp4");
        LargeVideo.write(video, 20);
        device = device();
        id = device.sync().of(ann).upload(AvatarSource.file(video)).id();
        aws.fault(When.nth(3).on(Operation.UPLOAD_PART), Effect.hold(third));
        drained = CompletableFuture.supplyAsync(() -> device.sync().drain(LONG));
        Eventually.holds(() -> arrived() == 2);
        assertEquals(1, aws.multipartUploads().size());
    }

    @AfterEach
    void nothingIsLeft() {
        device.close();
        assertEquals(List.of(), aws.multipartUploads());
        aws.close();
    }

    private Device device() {
        return new Device(directory, aws.environment(), users, Clock.systemUTC());
    }

    private long arrived() {
        return aws.requests().stream()
                .filter(r -> r.operation() == Operation.UPLOAD_PART && r.status() == 200)
                .count();
    }

    private void assertSynced() throws IOException {
        var avatar = device.sync().of(ann).find(id).orElseThrow();
        assertEquals(AvatarState.SYNCED, avatar.state());
        try (InputStream local = device.sync().of(ann).open(id, Variant.VIDEO)) {
            byte[] there = aws.bytes(avatar.key(Variant.VIDEO).orElseThrow());
            assertEquals(-1, Arrays.mismatch(local.readAllBytes(), there));
        }
    }

    @Test
    void aDeleteLeavesNothing() {
        device.sync().of(ann).delete(id);
        third.release();

        assertTrue(drained.join());
        assertTrue(device.sync().drain(LONG));
        assertTrue(aws.objects().isEmpty());
        assertEquals(0, aws.count(Operation.COMPLETE_MULTIPART_UPLOAD));
    }

    @Test
    void aSessionThatEndsCostsOnlyThePartThatItWasNeededFor() throws IOException {
        aws.expireSessions();
        third.release();

        assertTrue(drained.join());
        assertSynced();
        assertEquals(1, aws.count(Operation.CREATE_MULTIPART_UPLOAD));
        assertEquals(PARTS, arrived());
    }

    @Test
    void anApplicationThatIsClosedGoesOnWhenItIsOpenedAgain() throws IOException {
        device.close();
        drained.join();
        device = device();

        assertTrue(device.sync().drain(LONG));
        assertSynced();
        assertEquals(1, aws.count(Operation.CREATE_MULTIPART_UPLOAD));
        assertEquals(PARTS, arrived());
        third.release();
    }
}

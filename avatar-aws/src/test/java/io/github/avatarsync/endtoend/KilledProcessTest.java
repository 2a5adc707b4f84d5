package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.Stall;
import io.github.avatarsync.localaws.When;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real process is killed between an upload and its sync, or in the middle of it; the next start goes on. */
class KilledProcessTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private static final OwnerId ANN = OwnerId.of("ann");

    private LocalAws aws;

    @TempDir
    Path directory;

    @BeforeEach
    void start() {
        aws = LocalAws.start();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void killedBetweenUploadAndSync() throws Exception {
        AvatarId id;
        try (AppProcess app = AppProcess.start(UploadingApp.class, aws, "ann", directory, false)) {
            id = AvatarId.of(app.expectLine());
            app.kill();
        }
        assertEquals(0, aws.requests().size());

        try (Device device = restarted(Clock.systemUTC())) {
            assertGoesOn(device, id);
        }
    }

    @ParameterizedTest
    @DisplayName("killed in the middle of sync")
    @CsvSource({"1, true", "1, false", "2, true", "2, false"})
    void killedInTheMiddleOfSync(int put, boolean afterEffect) throws Exception {
        Stall stall = afterEffect ? Stall.beforeAnswer() : Stall.beforeEffect();
        aws.fault(When.nth(put).on(Operation.PUT_OBJECT), Effect.hold(stall));
        AvatarId id;
        try (AppProcess app = AppProcess.start(UploadingApp.class, aws, "ann", directory, true)) {
            id = AvatarId.of(app.expectLine());
            assertTrue(stall.awaitReached(LONG), "a request is under way");
            app.kill();
        }
        assertEquals(afterEffect ? put : put - 1, aws.objects().size());

        // The dead process had the record on lease for 90 seconds.
        try (Device device = restarted(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5)))) {
            Avatar before = device.sync().of(ANN).find(id).orElseThrow();
            assertEquals(AvatarState.PENDING, before.state());
            Avatar after = assertGoesOn(device, id);
            assertEquals(keys(before), keys(after));
        }
        stall.release();
    }

    private Device restarted(Clock clock) {
        Users users = new Users(aws);
        users.signIn("ann");
        return new Device(directory, aws.environment(), users, clock);
    }

    /** The acknowledged avatar gets to the keys of its id, and nothing else does. */
    private Avatar assertGoesOn(Device device, AvatarId id) throws IOException {
        assertTrue(device.sync().drain(LONG));
        Avatar synced = Bucket.assertSynced(aws, device.sync().of(ANN), id);
        Bucket.assertOnly(aws, synced);
        return synced;
    }

    private static List<String> keys(Avatar avatar) {
        return avatar.variants().stream().map(VariantInfo::key).toList();
    }
}

package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvatarTestkitTest {
    private final AvatarTestkit kit = AvatarTestkit.start();
    private final OwnerId anna = kit.signIn("anna");
    private final Avatars avatars = kit.sync().of(anna);

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void nothingHappensUnlessTheTestSaysSo() {
        Avatar avatar = upload();

        kit.clock().advance(Duration.ofDays(1));

        assertEquals(AvatarState.PENDING, state(avatar));
        assertTrue(kit.cloud().calls().isEmpty());
    }

    @Test
    void syncUntilIdleSkipsTheTimeBetweenAttempts() {
        kit.cloud().script(Fault.fail(Kind.TRANSIENT).on(Operation.CLOUD_PUT).times(5));
        Avatar avatar = upload();

        kit.syncUntilIdle();

        assertEquals(AvatarState.SYNCED, state(avatar));
        assertEquals(7, kit.cloud().calls(Operation.CLOUD_PUT).size(), "five that failed, and two files");
        assertTrue(kit.clock().instant().isAfter(ManualClock.START.plusSeconds(5)));
        assertEquals(
                List.of(AvatarState.PENDING, AvatarState.SYNCED), kit.events().states(avatar.id()));
    }

    @Test
    void blockedIsIdle() {
        kit.cloud().script(Fault.fail(BlockedReason.ACCESS_DENIED).always());
        Avatar avatar = upload();

        kit.syncUntilIdle();

        assertEquals(AvatarState.BLOCKED, state(avatar));
    }

    @Test
    void aDeletedAvatarIsIdleOnceTheCloudHasAnsweredAndGoneWhenTimeHasPassed() {
        Avatar avatar = upload();
        kit.syncUntilIdle();

        avatars.delete(avatar.id());
        kit.syncUntilIdle();

        assertTrue(kit.cloud().objects().isEmpty());
        assertTrue(kit.store().find(avatar.id()).isPresent(), "the tombstone waits for the second sweep");
        kit.advance(Duration.ofMinutes(76));
        assertEquals(Optional.empty(), kit.store().find(avatar.id()));
    }

    @Test
    void whatCannotBecomeIdleFailsWithTheTimeline() {
        kit.goOffline();
        upload();

        AssertionError stuck = assertThrows(AssertionError.class, kit::syncUntilIdle);

        assertTrue(stuck.getMessage().contains("pending=1"), stuck.getMessage());
        assertTrue(stuck.getMessage().contains("OFFLINE"), stuck.getMessage());
        assertTrue(stuck.getMessage().contains("offline\n"), stuck.getMessage());
    }

    @Test
    void advanceDoesWhatBecomesDueOnTheWay() {
        kit.signOut(anna);
        Avatar avatar = upload();
        kit.advance(Duration.ofHours(2));
        assertEquals(AvatarState.PENDING, state(avatar));
        assertEquals(ManualClock.START.plus(Duration.ofHours(2)), kit.clock().instant());

        kit.signIn("anna");
        kit.advance(Duration.ZERO);

        assertEquals(AvatarState.SYNCED, state(avatar));
    }

    @Test
    void theNetworkComesBack() {
        kit.goOffline();
        Avatar avatar = upload();
        kit.advance(Duration.ofDays(3));
        assertEquals(AvatarState.PENDING, state(avatar));

        kit.goOnline();
        kit.syncUntilIdle();

        assertEquals(AvatarState.SYNCED, state(avatar));
    }

    @Test
    void theTimelineTellsCallsFaultsEventsAndTime() {
        kit.cloud().script(Fault.loseAnswer().on(Operation.CLOUD_PUT));
        Avatar avatar = upload();

        kit.syncUntilIdle();

        String story = kit.timeline().toString();
        assertEquals(
                List.of(),
                List.of(
                                "sign-in of anna",
                                "STORE_INSERT " + avatar.id() + " for anna: ok",
                                "fault: lose the answer on [CLOUD_PUT]",
                                "time passed: PT",
                                "heard: changed " + avatar.id() + " SYNCED")
                        .stream()
                        .filter(line -> !story.contains(line))
                        .toList(),
                story);
    }

    @Test
    void theHostsConfigurationCounts() {
        try (AvatarTestkit other = AvatarTestkit.start(builder ->
                builder.rules(MediaRules.builder().thumbnailSizes(24, 48).build()))) {
            Avatar avatar = other.sync().of(other.signIn("bob")).upload(AvatarSource.bytes(SampleImages.png(64, 64)));

            assertEquals(24, avatar.variant(Variant.THUMB).orElseThrow().width());
            assertFalse(avatar.variants().isEmpty());
        }
    }

    private Avatar upload() {
        return avatars.upload(AvatarSource.bytes(SampleImages.png(32, 32)).named("a picture"));
    }

    private AvatarState state(Avatar avatar) {
        return avatars.find(avatar.id()).orElseThrow().state();
    }
}

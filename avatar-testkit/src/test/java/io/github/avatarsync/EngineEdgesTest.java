package io.github.avatarsync;

import static io.github.avatarsync.Household.ALICE;
import static io.github.avatarsync.Household.BOB;
import static io.github.avatarsync.Household.picture;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.Operation;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens at the worst moment: sign-outs, closes, refusals and damage in the middle of the work. */
class EngineEdgesTest {
    private final Household house = new Household();
    private final Avatars alices = house.alices;

    @AfterEach
    void close() {
        house.close();
    }

    private BlockedReason blocked(Avatar avatar) {
        return alices.find(avatar.id()).orElseThrow().blocked().orElseThrow().reason();
    }

    private int puts() {
        return house.cloud.calls(Operation.CLOUD_PUT).size();
    }

    @Test
    void aSessionThatEndsBetweenTwoVariantsIsReplacedAndTheFirstIsNotSentAgain() {
        house.cloud.script(Fault.meanwhile(house.cloud::expireSessions)
                .on(Operation.CLOUD_PUT)
                .nth(2));
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();

        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertEquals(3, puts(), "original, refused thumb, thumb");
        assertEquals(0, house.record(avatar).failures());
    }

    @Test
    void credentialsThatAreRefusedTwiceParkTheOwnerUntilASignIn() {
        house.cloud.script(Fault.fail(CloudStorageException.Kind.SESSION)
                .on(Operation.CLOUD_PUT)
                .times(2));
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();
        assertEquals(AvatarState.PENDING, house.state(avatar));
        assertEquals(2, puts());

        house.sync.runOnce();
        assertEquals(2, puts(), "parked");
        house.sync.signedIn(ALICE);
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertEquals(0, house.record(avatar).attempts());
    }

    @Test
    void aSignOutDuringATransferStopsItAndTheRestWaits() {
        house.cloud.script(Fault.meanwhile(() -> house.sync.signedOut(ALICE)).on(Operation.CLOUD_PUT));
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();

        assertFalse(Thread.interrupted(), "the interrupt that stopped the transfer does not leak");
        assertEquals(1, puts());
        assertEquals(AvatarState.PENDING, house.state(avatar));
        house.runFor(Duration.ofSeconds(30));
        assertEquals(1, puts());

        house.sync.signedIn(ALICE);
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, house.state(avatar));
    }

    @Test
    void noRequestForOneUserLeavesWithTheSessionOfAnother() {
        Avatar avatar = alices.upload(picture(1));
        house.credentials.script(Fault.answerAs(BOB).on(Operation.SESSION).times(3));
        house.runFor(Duration.ofSeconds(30));

        assertEquals(AvatarState.PENDING, house.state(avatar));
        assertTrue(house.cloud.calls().isEmpty());
    }

    @Test
    void whatCloseInterruptsGoesOnAfterTheNextStart() {
        house.cloud.script(Fault.meanwhile(() -> house.sync.close()).on(Operation.CLOUD_PUT));
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();

        AvatarRecord left = house.record(avatar);
        assertEquals(AvatarState.PENDING, left.state());
        assertEquals(house.clock.instant(), left.dueAt(), "given back, due at once");
        assertEquals(0, left.attempts());

        house.sync = house.open();
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, house.state(avatar));
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        try (AvatarSync sync = house.builder()
                .listener(new AvatarListener() {
                    @Override
                    public void changed(Avatar avatar) {
                        throw new IllegalStateException("listener");
                    }

                    @Override
                    public void progress(Avatar avatar, long sent, long total) {
                        throw new AssertionError("listener");
                    }
                })
                .open()) {
            Avatar avatar = sync.of(ALICE).upload(picture(1));
            sync.runOnce();
            assertEquals(
                    AvatarState.SYNCED,
                    sync.of(ALICE).whenSynced(avatar.id()).join().state());
        }
    }

    @Test
    void aListenerThatBlocksDoesNotHoldTheSync() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService callbacks = Executors.newSingleThreadExecutor();
        try (AvatarSync sync = house.builder()
                .callbacksOn(callbacks)
                .listener(new AvatarListener() {
                    @Override
                    public void changed(Avatar avatar) {
                        await(release);
                    }
                })
                .open()) {
            List<Avatar> uploaded = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                uploaded.add(sync.of(ALICE).upload(picture(i)));
            }
            assertEquals(20, sync.runOnce().done());
            uploaded.forEach(avatar -> assertEquals(AvatarState.SYNCED, house.state(avatar)));
            release.countDown();
        } finally {
            release.countDown();
            callbacks.shutdown();
            assertTrue(callbacks.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void anExecutorThatRejectsLeavesTheWorkDue() {
        Avatar avatar;
        try (AvatarSync sync = house.builder()
                .workOn(task -> {
                    throw new RejectedExecutionException("full");
                })
                .callbacksOn(task -> {
                    throw new RejectedExecutionException("full");
                })
                .open()) {
            avatar = sync.of(ALICE).upload(picture(1));
            Pass pass = sync.runOnce();
            assertEquals(0, pass.done());
            assertEquals(Optional.of(house.clock.instant()), pass.nextDue());
            assertEquals(
                    1,
                    sync.of(ALICE).uploadAll(List.of(picture(2)), outcome -> {}).accepted());
        }
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, house.state(avatar));
    }

    @Test
    void progressNeverFallsAndReachesTheTotalOverRetries() {
        List<Long> sent = new ArrayList<>();
        long[] whole = new long[1];
        try (AvatarSync sync = house.builder()
                .listener(new AvatarListener() {
                    @Override
                    public void progress(Avatar avatar, long bytes, long total) {
                        sent.add(bytes);
                        whole[0] = total;
                    }
                })
                .open()) {
            house.cloud.script(
                    Fault.loseAnswer().on(Operation.CLOUD_PUT),
                    Fault.fail().on(Operation.CLOUD_PUT).nth(3));
            Avatar avatar = sync.of(ALICE).upload(picture(1));
            for (int i = 0; i < 5; i++) {
                sync.runOnce();
                house.clock.advance(Duration.ofMinutes(1));
            }
            assertEquals(AvatarState.SYNCED, house.state(avatar));
        }
        assertEquals(sent.stream().sorted().toList(), sent);
        assertEquals(0L, sent.get(0));
        assertEquals(whole[0], sent.get(sent.size() - 1));
        assertEquals(sent.size(), sent.stream().distinct().count());
    }

    @Test
    void aDamagedLocalFileBlocksWithoutHoldingUpOthersAndTheSameUploadHeals() {
        Avatar damaged = alices.upload(picture(1));
        Avatar sound = alices.upload(picture(2));
        house.media.damage(damaged.id(), Variant.ORIGINAL);
        house.sync.runOnce();

        assertEquals(BlockedReason.LOCAL_CORRUPT, blocked(damaged));
        assertEquals(AvatarState.SYNCED, house.state(sound));

        alices.upload(picture(1));
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, house.state(damaged));
    }

    @Test
    void aFileThatIsDamagedHereButSafeInTheCloudIsFetchedBack() throws Exception {
        house.cloud.script(Fault.loseAnswer().on(Operation.CLOUD_PUT));
        Avatar avatar = alices.upload(picture(1));
        byte[] original =
                house.media.bytes(avatar.id(), Variant.ORIGINAL).orElseThrow().clone();
        house.sync.runOnce();
        house.media.lose(avatar.id(), Variant.ORIGINAL);
        house.runFor(Duration.ofMinutes(1));

        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertEquals(
                java.util.Arrays.hashCode(original),
                java.util.Arrays.hashCode(
                        house.media.bytes(avatar.id(), Variant.ORIGINAL).orElseThrow()));
    }

    @Test
    void aFileDamagedAfterItWasSyncedIsFetchedBackByWhoeverOpensIt() throws Exception {
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();
        byte[] original =
                house.media.bytes(avatar.id(), Variant.ORIGINAL).orElseThrow().clone();
        house.media.damage(avatar.id(), Variant.ORIGINAL);

        try (InputStream in = alices.open(avatar.id(), Variant.ORIGINAL)) {
            assertArrayEquals(original, in.readAllBytes());
        }
        assertArrayEquals(
                original, house.media.bytes(avatar.id(), Variant.ORIGINAL).orElseThrow());
    }

    @Test
    void aFileDamagedBeforeItWasSyncedIsNotHandedOutAndTheSameUploadHealsIt() throws Exception {
        Avatar avatar = alices.upload(picture(1));
        byte[] original =
                house.media.bytes(avatar.id(), Variant.ORIGINAL).orElseThrow().clone();
        house.media.damage(avatar.id(), Variant.ORIGINAL);

        assertThrows(AvatarException.class, () -> alices.open(avatar.id(), Variant.ORIGINAL));
        assertEquals(avatar.id(), alices.upload(picture(1)).id());
        try (InputStream in = alices.open(avatar.id(), Variant.ORIGINAL)) {
            assertArrayEquals(original, in.readAllBytes());
        }
    }

    @Test
    void whileTheCloudIsUnreachableNoWorkIsStartedUntilTheNextProbe() {
        List<Runnable> started = new ArrayList<>();
        house.cloud.offline();
        house.credentials.offline();
        try (AvatarSync sync = house.builder()
                .workOn(task -> {
                    started.add(task);
                    task.run();
                })
                .open()) {
            sync.of(ALICE).upload(picture(1));
            Pass offline = sync.runOnce();
            started.clear();

            assertEquals(offline.nextDue(), sync.runOnce().nextDue());
            assertEquals(List.of(), started);
            house.clock.set(offline.nextDue().orElseThrow());
            sync.runOnce();
            assertFalse(started.isEmpty(), "the canary");
        }
    }

    @Test
    void anOwnerParkedWhileTheCloudWasUnreachableIsAskedForAgainWithoutAHint() {
        house.cloud.offline();
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();
        house.credentials.signOut(ALICE);
        house.sync.signedOut(ALICE);
        house.runFor(Duration.ofMinutes(2));

        house.cloud.online();
        house.credentials.signIn(ALICE);
        house.runFor(Duration.ofHours(1));

        assertEquals(AvatarState.SYNCED, house.state(avatar));
    }

    @Test
    void askingForParkedOwnersIsNoMoreThanOneProbeWhileNothingIsReachable() {
        for (int i = 0; i < 30; i++) {
            OwnerId owner = OwnerId.of("owner-" + i);
            house.sync.of(owner).upload(picture(i));
            house.sync.signedOut(owner);
            house.credentials.signIn(owner);
        }
        house.credentials.offline();
        house.runFor(Duration.ofHours(1));

        assertTrue(
                house.credentials.calls().size() <= 20,
                () -> house.credentials.calls().size() + " connects");
    }

    @Test
    void aSignOutDoesNotInterruptTheRenewalOfALease() {
        AtomicBoolean interrupted = new AtomicBoolean();
        try (AvatarSync sync = house.builder()
                .listener(new AvatarListener() {
                    @Override
                    public void progress(Avatar avatar, long sent, long total) {
                        house.clock.advance(Duration.ofSeconds(sent > 0 ? 40 : 0));
                    }
                })
                .open()) {
            // The first update binds, the second renews the lease as bytes move.
            house.store.script(Fault.meanwhile(() -> {
                        sync.signedOut(ALICE);
                        interrupted.set(Thread.currentThread().isInterrupted());
                    })
                    .on(Operation.STORE_UPDATE)
                    .nth(2));
            Avatar avatar = sync.of(ALICE).upload(picture(1));
            sync.runOnce();

            assertEquals(List.of(), house.store.unreached());
            assertFalse(interrupted.get(), "an interrupt closes files that other threads use");
            assertFalse(Thread.interrupted());
            assertEquals(AvatarState.PENDING, house.state(avatar));
        }
    }

    @Test
    void aReplacedAvatarThatCannotBeReadHoldsUpNobody() {
        Avatar old = alices.upload(picture(1));
        Avatar next = alices.upload(picture(2).replacing(old.id()));
        house.store.damage(old.id());
        house.runFor(Duration.ofHours(6));
        Avatar other = alices.upload(picture(3));
        house.sync.runOnce();

        assertEquals(AvatarState.SYNCED, house.state(next), "not blocked as if it killed its process");
        assertEquals(AvatarState.SYNCED, house.state(other));
        assertEquals(GateState.ONLINE, house.sync.status().gate());
    }

    @Test
    void aCloudThatFailsWhileTheBytesOfADamagedFileAreLookedForIsAskedAgain() {
        Avatar avatar = alices.upload(picture(1));
        house.media.damage(avatar.id(), Variant.ORIGINAL);
        house.cloud.script(Fault.fail(CloudStorageException.Kind.TRANSIENT).on(Operation.CLOUD_HEAD));
        assertEquals(1, house.sync.runOnce().failed());
        assertEquals(AvatarState.PENDING, house.state(avatar));
        assertEquals(0, house.record(avatar).attempts(), "written down, not left to its lease");

        house.runFor(Duration.ofMinutes(1));
        assertEquals(BlockedReason.LOCAL_CORRUPT, blocked(avatar));
    }

    @Test
    void aSignOutWhileTheBytesOfADamagedFileAreLookedForGivesTheAvatarBack() {
        Avatar avatar = alices.upload(picture(1));
        house.media.damage(avatar.id(), Variant.ORIGINAL);
        house.media.script(Fault.meanwhile(() -> house.sync.signedOut(ALICE))
                .on(Operation.MEDIA_OPEN)
                .nth(3));
        assertEquals(1, house.sync.runOnce().failed());

        assertEquals(AvatarState.PENDING, house.state(avatar));
        assertEquals(house.clock.instant(), house.record(avatar).dueAt());
        assertEquals(0, house.record(avatar).attempts());
    }

    @Test
    void whatCannotBeVerifiedThreeTimesNeedsAPerson() {
        house.cloud.script(Fault.fail(CloudStorageException.Kind.UNVERIFIED)
                .on(Operation.CLOUD_PUT)
                .times(3));
        Avatar avatar = alices.upload(picture(1));
        house.runFor(Duration.ofMinutes(10));
        assertEquals(BlockedReason.CANNOT_VERIFY, blocked(avatar));
    }

    @Test
    void aDeleteThatTheCloudRefusesStaysADelete() {
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();
        house.cloud.script(Fault.fail(BlockedReason.ACCESS_DENIED).on(Operation.CLOUD_DELETE));
        alices.delete(avatar.id());
        house.sync.runOnce();

        assertEquals(AvatarState.DELETING, house.record(avatar).state());
        assertThrows(AvatarNotFoundException.class, () -> alices.retry(avatar.id()));
        house.runFor(Duration.ofHours(8));
        assertTrue(house.store.find(avatar.id()).isEmpty());
        assertTrue(house.cloud.objects().isEmpty());
    }

    @Test
    void throttlingSlowsDownAndRecovers() {
        house.cloud.script(Fault.fail(CloudStorageException.Kind.THROTTLED).on(Operation.CLOUD_PUT));
        for (int i = 0; i < 20; i++) {
            alices.upload(picture(i));
        }
        house.sync.runOnce();
        assertEquals(GateState.THROTTLED, house.sync.status().gate());
        assertEquals(1, puts(), "nothing more leaves before the pause is over");

        house.runFor(Duration.ofMinutes(10));
        assertEquals(GateState.ONLINE, house.sync.status().gate());
        assertEquals(0, house.sync.status().pending());
    }

    @Test
    void aClockThatWasSetBackDelaysNothingForLong() {
        house.clock.advance(Duration.ofDays(30));
        house.cloud.script(Fault.fail().on(Operation.CLOUD_PUT));
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();
        house.clock.setBack(Duration.ofDays(30));
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, house.state(avatar));
    }

    @Test
    void mediaWithoutARecordIsSweptAfterADayAndNothingElse() {
        Avatar kept = alices.upload(picture(1));
        AvatarId orphan = AvatarId.of("f".repeat(40));
        house.media.put(orphan, java.util.Map.of(Variant.ORIGINAL, Content.of(new byte[] {1})));
        house.clock.advance(Duration.ofHours(25));

        assertEquals(1, house.media.sweep(house.clock.instant().minus(Duration.ofDays(1)), house.store::knows));
        assertEquals(java.util.Set.of(kept.id()), house.media.ids());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

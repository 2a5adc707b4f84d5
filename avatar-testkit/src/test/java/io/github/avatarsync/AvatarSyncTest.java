package io.github.avatarsync;

import static io.github.avatarsync.Household.ALICE;
import static io.github.avatarsync.Household.BOB;
import static io.github.avatarsync.Household.picture;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import io.github.avatarsync.testkit.InMemoryMediaStore;
import io.github.avatarsync.testkit.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvatarSyncTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Household house = new Household();
    private final Avatars alices = house.alices;

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void anUploadIsThereAtOnceAndInTheCloudAfterAPass() throws IOException {
        Avatar avatar = alices.upload(picture(1).attributes(Map.of("tags", "summer")));

        assertEquals(AvatarState.PENDING, avatar.state());
        assertEquals("picture 1", avatar.name());
        assertEquals(Map.of("tags", "summer"), avatar.attributes());
        assertFalse(avatar.cloudSynced());

        Pass pass = house.sync.runOnce();

        assertEquals(new Pass(1, 0, java.util.Optional.empty()), pass);
        Avatar synced = alices.find(avatar.id()).orElseThrow();
        assertTrue(synced.cloudSynced());
        String key = synced.key(Variant.ORIGINAL).orElseThrow();
        String folder = "avatars/" + house.credentials.identity(ALICE) + "/images/" + avatar.id();
        assertEquals(folder + "_original.png", key);
        assertEquals(folder + "_thumb.png", synced.key(Variant.THUMB).orElseThrow());
        assertEquals(2, house.cloud.objects().size());
        try (InputStream local = alices.open(avatar.id(), Variant.ORIGINAL)) {
            assertArrayEquals(local.readAllBytes(), house.cloud.bytes(key).orElseThrow());
        }
        assertEquals(
                List.of("PENDING", "0 %", "some", "100 %", "SYNCED"),
                house.events.stream().distinct().toList());
    }

    @Test
    void everyKindOfSourceGivesTheSameAvatar() {
        byte[] png = Household.png(1);
        String base64 = Base64.getMimeEncoder().encodeToString(png);
        Avatar first = alices.upload(AvatarSource.bytes(png));

        assertEquals(
                first.id(),
                alices.upload(AvatarSource.stream(new ByteArrayInputStream(png)))
                        .id());
        assertEquals(first.id(), alices.upload(AvatarSource.base64(base64)).id());
        assertEquals(
                first.id(),
                alices.upload(AvatarSource.base64("data:image/jpeg;base64," + base64))
                        .id());
        assertEquals(4, house.record(first).accepted());
        assertEquals(1, house.media.ids().size());
    }

    @Test
    void textThatIsNoBase64IsRefusedByItsCode() {
        for (String text : List.of("data:image/png,abc", "data:image/png;base64", "!!!", "abc=def")) {
            InvalidAvatarException e =
                    assertThrows(InvalidAvatarException.class, () -> alices.upload(AvatarSource.base64(text)));
            assertEquals(InvalidAvatarException.Code.NOT_BASE64, e.code(), text);
        }
    }

    @Test
    void refusedBytesLeaveNothingBehind() {
        assertThrows(InvalidAvatarException.class, () -> alices.upload(AvatarSource.bytes(new byte[0])));
        assertThrows(InvalidAvatarException.class, () -> alices.upload(AvatarSource.bytes("hello".getBytes())));
        assertTrue(alices.list(10, null).items().isEmpty());
        assertTrue(house.media.ids().isEmpty());
    }

    @Test
    void anotherOwnersAvatarIsNotFound() {
        Avatar avatar = alices.upload(picture(1));
        Avatars bobs = house.sync.of(BOB);

        assertTrue(bobs.find(avatar.id()).isEmpty());
        assertThrows(AvatarNotFoundException.class, () -> bobs.open(avatar.id(), Variant.ORIGINAL));
        assertThrows(AvatarNotFoundException.class, () -> bobs.retry(avatar.id()));
        assertThrows(AvatarNotFoundException.class, () -> bobs.upload(picture(2).replacing(avatar.id())));
        assertTrue(bobs.url(avatar, Variant.ORIGINAL).isEmpty());
        bobs.delete(avatar.id());
        assertTrue(alices.find(avatar.id()).isPresent());
    }

    @Test
    void theSameBytesOfAnotherOwnerAreAnotherAvatar() {
        assertNotEquals(
                alices.upload(picture(1)).id(),
                house.sync.of(BOB).upload(picture(1)).id());
    }

    @Test
    void withoutACloudAvatarsStayHereAndTheStatusSaysSo() {
        try (AvatarSync local = AvatarSync.builder()
                .store(new InMemoryAvatarStore())
                .media(new InMemoryMediaStore(house.clock))
                .background(false)
                .open()) {
            Avatar avatar = local.of(ALICE).upload(picture(1));
            local.runOnce();

            assertEquals(new Status(1, 0, GateState.LOCAL_ONLY), local.status());
            assertTrue(local.of(ALICE).find(avatar.id()).isPresent());
        }
    }

    @Test
    void whatIsAcceptedOfflineGoesOutWhenTheCloudIsBackAndCountsNoAttempt() {
        house.cloud.offline();
        Avatar avatar = alices.upload(picture(1));
        house.runFor(HOUR);

        assertEquals(AvatarState.PENDING, house.state(avatar));
        assertEquals(GateState.OFFLINE, house.sync.status().gate());
        assertEquals(0, house.record(avatar).failures());

        house.cloud.online();
        house.runFor(Duration.ofMinutes(6));
        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertEquals(GateState.ONLINE, house.sync.status().gate());
    }

    @Test
    void aThousandWaitingAvatarsAskAnUnreachableCloudAtMostTwentyTimesAnHour() {
        house.cloud.offline();
        for (int i = 0; i < 1_000; i++) {
            alices.upload(picture(i));
        }
        house.runFor(HOUR);

        long asked = house.cloud.calls().size();
        assertTrue(asked >= 12 && asked <= 20, "requests in an hour: " + asked);
    }

    @Test
    void whatIsAcceptedSignedOutWaitsAndGoesOutUnderTheRightIdentity() {
        Avatar avatar = house.sync.of(BOB).upload(picture(1));
        house.runFor(HOUR);
        assertEquals(AvatarState.PENDING, house.state(avatar));
        assertTrue(house.cloud.calls().isEmpty());

        house.credentials.signIn(BOB);
        house.sync.signedIn(BOB);
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertEquals(2, house.cloud.objects(house.credentials.identity(BOB)).size());
    }

    @Test
    void aSignInThatTheHostDoesNotTellOfIsFoundWithinAQuarterOfAnHour() {
        Avatar avatar = house.sync.of(BOB).upload(picture(1));
        house.runFor(HOUR);
        house.credentials.signIn(BOB);
        house.runFor(Duration.ofMinutes(15));
        assertEquals(AvatarState.SYNCED, house.state(avatar));
    }

    @Test
    void endedCredentialsAreReplacedOnceWithoutBurningAnAttempt() {
        Avatar first = alices.upload(picture(1));
        house.sync.runOnce();
        house.cloud.expireSessions();
        Avatar second = alices.upload(picture(2));
        house.sync.runOnce();

        assertEquals(AvatarState.SYNCED, house.state(first));
        assertEquals(AvatarState.SYNCED, house.state(second));
        assertEquals(0, house.record(second).failures());
    }

    @Test
    void aFailureThatPassesIsTriedAgainLaterAndNeverExhausts() {
        house.cloud.script(Fault.fail().on(Operation.CLOUD_PUT).times(50));
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();
        assertEquals(AvatarState.PENDING, house.state(avatar));
        assertEquals(1, house.record(avatar).failures());

        house.runFor(Duration.ofHours(24));
        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertEquals("", house.record(avatar).problem());
    }

    @Test
    void aLostAnswerIsNoSecondObject() {
        house.cloud.script(Fault.loseAnswer().on(Operation.CLOUD_PUT));
        Avatar avatar = alices.upload(picture(1));
        house.runFor(HOUR);
        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertEquals(2, house.cloud.objects().size());
    }

    @Test
    void aPermanentFailureBlocksWithARemedyAndRetryGoesOn() {
        house.cloud.script(Fault.fail(BlockedReason.ACCESS_DENIED).on(Operation.CLOUD_PUT));
        Avatar avatar = alices.upload(picture(1));
        CompletableFuture<Avatar> synced = alices.whenSynced(avatar.id());
        house.sync.runOnce();

        Avatar blocked = alices.find(avatar.id()).orElseThrow();
        assertEquals(AvatarState.BLOCKED, blocked.state());
        assertEquals(
                BlockedReason.ACCESS_DENIED, blocked.blocked().orElseThrow().reason());
        assertEquals(List.of(blocked), house.sync.blocked(10));
        assertEquals(1, house.sync.status().blocked());
        assertTrue(
                assertThrows(ExecutionException.class, synced::get).getMessage().contains("s3:PutObject"));

        alices.retry(avatar.id());
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, house.state(avatar));
    }

    @Test
    void aBlockedAvatarIsProbedEverySixHours() {
        house.cloud.script(Fault.fail(BlockedReason.ACCESS_DENIED).on(Operation.CLOUD_PUT));
        Avatar avatar = alices.upload(picture(1));
        house.runFor(Duration.ofHours(6).minusSeconds(1));
        assertEquals(AvatarState.BLOCKED, house.state(avatar));
        house.runFor(Duration.ofSeconds(1));
        assertEquals(AvatarState.SYNCED, house.state(avatar));
    }

    @Test
    void anAvatarThatNeverLeftIsDeletedWithoutTheNetwork() {
        Avatar avatar = alices.upload(picture(1));
        alices.delete(avatar.id());

        assertTrue(alices.find(avatar.id()).isEmpty());
        assertTrue(house.store.find(avatar.id()).isEmpty());
        assertTrue(house.media.ids().isEmpty());
        assertTrue(alices.whenDeleted(avatar.id()).isDone());
        house.runFor(HOUR);
        assertTrue(house.cloud.calls().isEmpty());
    }

    @Test
    void aDeletedAvatarIsSweptAtOnceAndAgainWhenNothingCanStillArrive() {
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();
        alices.delete(avatar.id());
        CompletableFuture<Void> deleted = alices.whenDeleted(avatar.id());

        assertTrue(alices.find(avatar.id()).isEmpty());
        assertTrue(alices.list(10, null).items().isEmpty());
        assertTrue(house.media.ids().isEmpty(), "local bytes go at once");
        assertFalse(deleted.isDone());

        house.sync.runOnce();
        assertTrue(deleted.isDone());
        assertTrue(house.cloud.objects().isEmpty());
        assertTrue(house.sync.drain(Duration.ZERO), "waiting for the second sweep is idle");

        house.cloud.plant(house.record(avatar).variants().get(0).key(), "image/png", new byte[] {1});
        house.runFor(Duration.ofMinutes(74));
        assertEquals(1, house.cloud.objects().size(), "not before nothing can arrive any more");
        house.runFor(Duration.ofMinutes(2));
        assertTrue(house.cloud.objects().isEmpty(), "what landed late is gone");
        assertTrue(house.store.find(avatar.id()).isEmpty());
    }

    @Test
    void deletedBytesUploadedAgainAreANewAvatar() {
        Avatar first = alices.upload(picture(1));
        house.sync.runOnce();
        alices.delete(first.id());
        Avatar second = alices.upload(picture(1));
        house.runFor(Duration.ofHours(2));

        assertNotEquals(first.id(), second.id());
        assertEquals(AvatarState.SYNCED, house.state(second));
        assertEquals(2, house.cloud.objects().size());
    }

    @Test
    void aDeleteDuringThePutLeavesNothingInTheCloud() {
        Avatar[] avatar = new Avatar[1];
        house.cloud.script(Fault.meanwhile(() -> alices.delete(avatar[0].id())).on(Operation.CLOUD_PUT));
        avatar[0] = alices.upload(picture(1));
        house.runFor(Duration.ofHours(2));

        assertTrue(house.cloud.objects().isEmpty());
        assertTrue(house.store.find(avatar[0].id()).isEmpty());
    }

    @Test
    void theReplacedAvatarIsHiddenAtOnceAndDeletedOnceTheNewOneIsInTheCloud() {
        Avatar old = alices.upload(picture(1));
        house.sync.runOnce();
        Avatar next = alices.upload(picture(2).replacing(old.id()));

        assertEquals(List.of(next), alices.list(10, null).items());
        house.cloud.offline();
        house.runFor(HOUR);
        assertTrue(alices.find(old.id()).isPresent(), "the old one stays while the new one is not safe");

        house.cloud.online();
        house.runFor(Duration.ofHours(2));
        assertEquals(AvatarState.SYNCED, house.state(next));
        assertTrue(house.store.find(old.id()).isEmpty());
        assertEquals(2, house.cloud.objects().size());
    }

    @Test
    void replacingBackAndForthOfflineEndsWithTheLast() {
        house.cloud.offline();
        Avatar a = alices.upload(picture(1));
        Avatar b = alices.upload(picture(2).replacing(a.id()));
        Avatar again = alices.upload(picture(1).replacing(b.id()));
        assertEquals(List.of(again), alices.list(10, null).items());

        house.cloud.online();
        house.runFor(Duration.ofHours(3));
        assertEquals(
                List.of(again.id()),
                alices.list(10, null).items().stream().map(Avatar::id).toList());
        assertEquals(2, house.cloud.objects().size());
    }

    @Test
    void ifTheNewOneIsDeletedTheReplacedOneStaysReplaced() {
        Avatar old = alices.upload(picture(1));
        Avatar next = alices.upload(picture(2).replacing(old.id()));
        alices.delete(next.id());

        assertTrue(alices.list(10, null).items().isEmpty());
        assertTrue(alices.find(old.id()).isEmpty());
    }

    @Test
    void aReplacedAvatarThatWasUploadedAgainStays() {
        Avatar old = alices.upload(picture(1));
        Avatar next = alices.upload(picture(2).replacing(old.id()));
        alices.upload(picture(1));
        house.runFor(Duration.ofHours(2));

        assertEquals(AvatarState.SYNCED, house.state(old));
        assertEquals(AvatarState.SYNCED, house.state(next));
    }

    @Test
    void listingPagesThroughEverythingNewestFirst() {
        List<AvatarId> uploaded = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            house.clock.advance(Duration.ofSeconds(1));
            Avatar avatar =
                    i == 4 ? alices.upload(picture(i).replacing(uploaded.get(6 - 5))) : alices.upload(picture(i));
            uploaded.add(0, avatar.id());
        }
        List<AvatarId> expected = new ArrayList<>(uploaded);
        expected.remove(house.record(alices.find(uploaded.get(2)).orElseThrow())
                .replaces()
                .orElseThrow()
                .id());

        List<AvatarId> listed = new ArrayList<>();
        String cursor = null;
        do {
            Page<Avatar> page = alices.list(2, cursor);
            page.items().forEach(avatar -> listed.add(avatar.id()));
            cursor = page.next().orElse(null);
        } while (cursor != null);

        assertEquals(expected, listed);
        assertThrows(IllegalArgumentException.class, () -> alices.list(2, "nonsense"));
    }

    @Test
    void aMissingLocalFileIsFetchedFromTheCloudVerified() throws IOException {
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();
        byte[] original;
        try (InputStream in = alices.open(avatar.id(), Variant.ORIGINAL)) {
            original = in.readAllBytes();
        }
        house.media.delete(avatar.id());

        try (InputStream in = alices.open(avatar.id(), Variant.ORIGINAL)) {
            assertArrayEquals(original, in.readAllBytes());
        }
        assertTrue(house.media.open(avatar.id(), Variant.ORIGINAL).isPresent(), "restored");
    }

    @Test
    void otherBytesInTheCloudAreNotHandedOut() {
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();
        house.media.delete(avatar.id());
        String key =
                alices.find(avatar.id()).orElseThrow().key(Variant.ORIGINAL).orElseThrow();
        house.cloud.plant(key, "image/png", new byte[] {1, 2, 3});

        assertThrows(AvatarException.class, () -> alices.open(avatar.id(), Variant.ORIGINAL));
    }

    @Test
    void aMissingLocalFileBlocksAndTheSameUploadHeals() {
        Avatar avatar = alices.upload(picture(1));
        house.media.delete(avatar.id());
        house.sync.runOnce();
        assertEquals(
                BlockedReason.LOCAL_MISSING,
                alices.find(avatar.id()).orElseThrow().blocked().orElseThrow().reason());

        assertEquals(avatar.id(), alices.upload(picture(1)).id());
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, house.state(avatar));
    }

    @Test
    void foreignBytesUnderOurKeyAreNeverOverwritten() {
        Avatar avatar = alices.upload(picture(1));
        String key = KeyLayout.standard().key(house.credentials.identity(ALICE), avatar.id(), Variant.ORIGINAL, "png");
        house.cloud.plant(key, "image/png", new byte[] {9});
        house.sync.runOnce();

        assertEquals(
                BlockedReason.FOREIGN_OBJECT,
                alices.find(avatar.id()).orElseThrow().blocked().orElseThrow().reason());
        assertArrayEquals(new byte[] {9}, house.cloud.bytes(key).orElseThrow());
    }

    @Test
    void afterAChangeOfIdentityABoundAvatarIsBlockedNotRekeyed() {
        house.cloud.script(Fault.fail().on(Operation.CLOUD_PUT));
        Avatar avatar = alices.upload(picture(1));
        house.sync.runOnce();
        house.credentials.changeIdentity(ALICE, "somebody-else");
        house.sync.signedOut(ALICE);
        house.sync.signedIn(ALICE);
        house.runFor(HOUR);

        assertEquals(
                BlockedReason.IDENTITY_CHANGED,
                alices.find(avatar.id()).orElseThrow().blocked().orElseThrow().reason());
        assertTrue(house.cloud.objects("somebody-else").isEmpty());
    }

    @Test
    void whenSyncedCompletesForEachCallerAndFailsOnDeleteAndClose() {
        Avatar first = alices.upload(picture(1));
        Avatar second = alices.upload(picture(2));
        CompletableFuture<Avatar> cancelled = alices.whenSynced(first.id());
        cancelled.cancel(true);
        CompletableFuture<Avatar> synced = alices.whenSynced(first.id());
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, synced.join().state());
        assertTrue(alices.whenSynced(first.id()).isDone());

        house.cloud.offline();
        Avatar third = alices.upload(picture(3));
        Avatar fourth = alices.upload(picture(4));
        CompletableFuture<Avatar> deleted = alices.whenSynced(third.id());
        CompletableFuture<Avatar> closed = alices.whenSynced(fourth.id());
        alices.delete(third.id());
        assertTrue(deleted.isCompletedExceptionally());
        assertFalse(closed.isDone());
        house.sync.close();
        assertTrue(closed.isCompletedExceptionally());
        assertTrue(alices.whenSynced(second.id()).isCompletedExceptionally());
        assertThrows(IllegalStateException.class, () -> alices.upload(picture(5)));
    }

    @Test
    void whatAnotherProcessSyncedIsSeenAtTheNextPass() {
        Avatar avatar = alices.upload(picture(1));
        CompletableFuture<Avatar> synced = alices.whenSynced(avatar.id());
        try (AvatarSync other = house.open()) {
            other.runOnce();
        }
        assertFalse(synced.isDone());
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, synced.join().state());
    }

    @Test
    void aBatchGivesOneOutcomeForEachSource() {
        List<AvatarSource> sources = List.of(picture(1), AvatarSource.bytes(new byte[] {1}), picture(2), picture(1));
        List<Outcome> outcomes = new ArrayList<>();

        Batch batch = alices.uploadAll(sources, outcomes::add);

        assertEquals(3, batch.accepted());
        assertEquals(1, batch.refused());
        assertEquals(2, batch.ids().size(), "the same bytes twice are one avatar");
        assertEquals(4, outcomes.size());
        Outcome refused =
                outcomes.stream().filter(o -> o.index() == 1).findFirst().orElseThrow();
        assertTrue(refused.error().orElseThrow() instanceof InvalidAvatarException);
        assertEquals(2, alices.list(10, null).items().size());
    }

    @Test
    void theProgressOfABatchNeverFallsAndTellsWhatIsVerified() {
        List<AvatarId> ids = alices.uploadAll(List.of(picture(1), picture(2), picture(3)), outcome -> {})
                .ids();
        List<BatchProgress> seen = new ArrayList<>();
        house.cloud.script(Fault.meanwhile(() -> seen.add(alices.progress(ids)))
                .on(Operation.CLOUD_PUT)
                .always());
        BatchProgress before = alices.progress(ids);

        house.sync.runOnce();

        BatchProgress after = alices.progress(ids);
        assertEquals(new BatchProgress(3, 0, 0, 0, before.total()), before);
        assertEquals(new BatchProgress(3, 3, 0, before.total(), before.total()), after);
        assertTrue(after.ended());
        assertEquals(6, seen.size());
        assertTrue(seen.get(0).sent() > 0, "bytes under way count");
        for (int i = 1; i < seen.size(); i++) {
            assertTrue(seen.get(i).sent() >= seen.get(i - 1).sent(), seen::toString);
            assertFalse(seen.get(i).ended(), seen::toString);
        }

        alices.delete(ids.get(0));
        assertEquals(2, alices.progress(ids).avatars(), "a deleted avatar counts no more");
        assertEquals(0, house.sync.of(BOB).progress(ids).avatars(), "nor does another owner's");
    }

    @Test
    void oneOwnersThousandAvatarsDoNotKeepAnotherWaiting() {
        house.credentials.signIn(BOB);
        for (int i = 0; i < 100; i++) {
            alices.upload(picture(i));
        }
        house.clock.advance(Duration.ofSeconds(1));
        Avatar bobs = house.sync.of(BOB).upload(picture(1));
        house.sync.runOnce();

        String identity = house.credentials.identity(BOB);
        List<String> puts = house.cloud.calls().stream()
                .filter(call -> call.operation() == Operation.CLOUD_PUT)
                .map(call -> call.target())
                .toList();
        int place = 0;
        while (!puts.get(place).contains(identity)) {
            place++;
        }
        assertEquals(AvatarState.SYNCED, house.state(bobs));
        assertTrue(place <= 12, "first put of the other owner was number " + place);
    }

    @Test
    void aStoreThatFailsClosesTheGateUntilItWorks() {
        Avatar avatar = alices.upload(picture(1));
        house.store.script(
                Fault.fail(() -> new AvatarStoreException("disk full", null)).on(Operation.STORE_CLAIM));
        house.sync.runOnce();
        assertEquals(GateState.HALTED, house.sync.status().gate());
        house.runFor(Duration.ofMinutes(1));
        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertEquals(GateState.ONLINE, house.sync.status().gate());
    }
}

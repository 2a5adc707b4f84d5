package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final OwnerId ANNA = OwnerId.of("anna");
    private static final OwnerId BOB = OwnerId.of("bob");
    private static final byte[] BYTES = {1, 2, 3};

    private final ManualClock clock = new ManualClock();
    private final InMemoryCloudStorage cloud = new InMemoryCloudStorage(clock);
    private final FakeCredentialsSource credentials = new FakeCredentialsSource(cloud, clock);
    private final Session anna = signIn(ANNA);

    private Session signIn(OwnerId owner) {
        credentials.signIn(owner);
        return credentials.session(owner, null);
    }

    private String put(String name) {
        return put(anna, name);
    }

    private String put(Session session, String name) {
        String key = "avatars/" + session.identity() + "/images/" + name;
        CloudObject object = new CloudObject(key, "image/png", BYTES.length, Sha256.of(BYTES), Map.of());
        cloud.put(session, object, Content.of(BYTES), sent -> {});
        return key;
    }

    private Kind failure(String name) {
        return assertThrows(CloudStorageException.class, () -> put(name)).kind();
    }

    @Test
    void strikesAtTheNextFittingCallOnce() {
        cloud.script(Fault.fail(Kind.THROTTLED).on(Operation.CLOUD_PUT).target("thumb"));

        put("original");
        assertEquals(Kind.THROTTLED, failure("thumb"));
        put("thumb");

        assertEquals(2, cloud.objects().size());
        assertEquals(
                List.of("ok", "THROTTLED", "ok"),
                cloud.calls().stream().map(Call::outcome).toList());
    }

    @Test
    void strikesAtTheNthSeveralTimesAndForOneOwnerOnly() {
        Session bob = signIn(BOB);
        cloud.script(Fault.fail(BlockedReason.REFUSED).owner(ANNA).nth(2).times(2));

        put("1");
        put(bob, "1");
        assertEquals(Kind.PERMANENT, failure("2"));
        put(bob, "2");
        assertEquals(Kind.PERMANENT, failure("3"));
        put("4");
    }

    @Test
    void goesOnUntilHealed() {
        cloud.script(Fault.fail().always());
        for (int i = 0; i < 3; i++) {
            assertEquals(Kind.TRANSIENT, failure("x"));
        }
        cloud.heal();
        put("x");
    }

    @Test
    void faultsThatNeverStruckAreListed() {
        Fault reached = Fault.fail(Kind.CONFLICT).on(Operation.CLOUD_PUT);
        Fault unreached = Fault.fail(Kind.TRANSIENT).on(Operation.CLOUD_DELETE).nth(3);
        cloud.script(reached, unreached);
        failure("x");

        assertEquals(List.of(unreached), cloud.unreached());
        assertEquals("fail TRANSIENT on [CLOUD_DELETE] from call 3", unreached.toString());
    }

    @Test
    void aFaultThatCanNeverStrikeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> credentials.script(Fault.fail(Kind.OFFLINE)));
        assertThrows(IllegalArgumentException.class, () -> Fault.corrupt().on(Operation.CLOUD_PUT));
        assertThrows(
                IllegalArgumentException.class,
                () -> new InMemoryAvatarStore().script(Fault.fail().on(Operation.SESSION)));
    }

    @Test
    void aLostAnswerHasItsEffect() {
        cloud.script(Fault.loseAnswer());
        assertEquals(Kind.TRANSIENT, failure("x"));
        assertEquals(1, cloud.objects().size());

        InMemoryAvatarStore store = new InMemoryAvatarStore();
        AvatarRecord record = new SampleRecords().pending(ANNA).save();
        store.script(Fault.loseAnswer().on(Operation.STORE_INSERT));
        assertThrows(AvatarStoreException.class, () -> store.insert(record));
        assertEquals(List.of(record), store.records());
    }

    @Test
    void aRequestThatLandsLaterLandsOnlyWhileItsSessionLives() {
        Hold soon = new Hold();
        Hold late = new Hold();
        cloud.script(Fault.landLater(soon).target("soon"), Fault.landLater(late).target("late"));
        assertEquals(Kind.TRANSIENT, failure("soon"));
        assertEquals(Kind.TRANSIENT, failure("late"));
        assertEquals(List.of(), cloud.objects());

        soon.release();
        assertEquals(1, cloud.objects().size());

        clock.advance(Duration.ofHours(1));
        late.release();
        assertEquals(1, cloud.objects().size(), "the only fence that the cloud respects is the end of the credentials");
    }

    @Test
    void aStalledCallGoesOnWhenReleasedOrGivesUpWhenInterrupted() throws Exception {
        Hold hold = new Hold();
        cloud.script(Fault.stall(hold).times(2));
        CompletableFuture<String> patient = CompletableFuture.supplyAsync(() -> put("patient"));
        hold.awaitReached();
        assertFalse(patient.isDone());

        Thread.currentThread().interrupt();
        assertEquals(Kind.INTERRUPTED, failure("impatient"));
        assertTrue(Thread.interrupted());

        hold.release();
        assertTrue(patient.get(10, TimeUnit.SECONDS).endsWith("patient"));
        assertEquals(1, cloud.objects().size());
    }

    @Test
    void somethingHappensMeanwhile() {
        cloud.script(Fault.meanwhile(cloud::expireSessions));
        assertEquals(Kind.SESSION, failure("x"));
        assertEquals(Kind.SESSION, failure("x"));

        credentials.script(Fault.meanwhile(() -> credentials.signOut(ANNA)));
        assertEquals(
                CredentialsException.Kind.SIGNED_OUT,
                assertThrows(CredentialsException.class, () -> credentials.session(ANNA, anna))
                        .kind());
    }

    @Test
    void corruptBytesDifferFromWhatIsStored() throws Exception {
        String key = put("x");
        cloud.script(Fault.corrupt());
        byte[] read = cloud.get(anna, key).readAllBytes();
        assertNotEquals(Sha256.of(BYTES), Sha256.of(read));
        assertEquals(Sha256.of(BYTES), Sha256.of(cloud.get(anna, key).readAllBytes()));
    }

    @Test
    void theTrapAnswersWithSomebodyElse() {
        signIn(BOB);
        credentials.script(Fault.answerAs(BOB));
        assertEquals(BOB, credentials.session(ANNA, null).owner());
        assertEquals(ANNA, credentials.session(ANNA, null).owner());
    }

    @Test
    void offlineStrikesEveryCallUntilOnlineAndCountsAsNoFault() {
        cloud.offline();
        assertEquals(Kind.OFFLINE, failure("x"));
        cloud.online();
        assertDoesNotThrow(() -> put("x"));
    }

    @Test
    void aHoldThatNothingReachesSaysSo() {
        assertThrows(AssertionError.class, () -> new Hold().awaitReached(Duration.ofMillis(1)));
    }

    @Test
    void aHoldReleasedBeforeHoldsNothing() throws ExecutionException, InterruptedException {
        Hold hold = new Hold();
        hold.release();
        cloud.script(Fault.stall(hold), Fault.landLater(hold).nth(2));
        put("stalled");
        assertEquals(Kind.TRANSIENT, failure("later"));
        assertEquals(2, cloud.objects().size());
    }
}

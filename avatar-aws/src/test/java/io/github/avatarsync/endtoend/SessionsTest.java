package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.aws.IdToken;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.RecordedRequest;
import io.github.avatarsync.localaws.Stall;
import io.github.avatarsync.localaws.When;
import io.github.avatarsync.testkit.ManualClock;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose credentials are used, how often they are asked for, and what happens when they end at the wrong moment. */
class SessionsTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final ManualClock clock = new ManualClock(Instant.now());
    private final List<Device> open = new ArrayList<>();
    private LocalAws aws;
    private Users users;

    @TempDir
    Path directory;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().clock(clock).start();
        users = new Users(aws);
    }

    @AfterEach
    void stop() {
        open.forEach(Device::close);
        aws.close();
    }

    private Device device() {
        return opened(new Device(directory, aws.environment(), users, clock));
    }

    private Device opened(Device device) {
        open.add(device);
        return device;
    }

    private static AvatarId upload(Avatars avatars, long seed) {
        return avatars.upload(AvatarSource.bytes(SampleImages.png(20, 20, seed)))
                .id();
    }

    /** Every request for an object is for the folder of the identity whose credentials it carried. */
    private void assertEverybodyKeptToTheirOwn() {
        List<RecordedRequest> astray = aws.requests().stream()
                .filter(request -> request.key() != null)
                .filter(request -> !request.key().startsWith("avatars/" + request.identity() + "/"))
                .toList();
        assertEquals(List.of(), astray);
        assertTrue(aws.requests().stream().noneMatch(request -> request.status() == 403), "somebody was refused");
    }

    @Test
    void aThousandCallersOfOneOwnerAskForOneIdentityAndOneSession() throws Exception {
        Device first = device();
        OwnerId ann = users.signIn("ann");
        byte[] picture = SampleImages.png(20, 20, 1);
        AvatarId id = first.sync().of(ann).upload(AvatarSource.bytes(picture)).id();
        assertTrue(first.sync().drain(LONG));
        byte[] original;
        try (InputStream in = first.sync().of(ann).open(id, Variant.ORIGINAL)) {
            original = in.readAllBytes();
        }
        first.close();
        open.clear();
        // The files are in the cloud only, and the process is new: all callers need a session at once.
        removeFiles(id);
        Device second = device();
        aws.clearRequests();
        Stall stall = Stall.beforeAnswer();
        aws.fault(When.next().on(Operation.GET_ID), Effect.hold(stall));

        int callers = 1_000;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        CountDownLatch calling = new CountDownLatch(callers);
        List<Future<byte[]>> opened = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            opened.add(threads.submit(() -> {
                calling.countDown();
                try (InputStream in = second.sync().of(ann).open(id, Variant.ORIGINAL)) {
                    return in.readAllBytes();
                }
            }));
        }
        assertTrue(calling.await(LONG.toSeconds(), TimeUnit.SECONDS));
        assertTrue(stall.awaitReached(LONG));
        stall.release();

        for (Future<byte[]> each : opened) {
            assertArrayEquals(original, each.get(2, TimeUnit.MINUTES));
        }
        threads.shutdown();
        assertEquals(1, aws.count(Operation.GET_ID));
        assertEquals(1, aws.count(Operation.GET_CREDENTIALS));
        assertTrue(aws.count(Operation.GET_OBJECT) > 1, "several callers met");
        assertEverybodyKeptToTheirOwn();
    }

    private void removeFiles(AvatarId id) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> file.getParent().getFileName().toString().contains(id.value()))
                    .toList();
        }
        assertEquals(2, files.size(), () -> "original and thumb of " + id + ": " + files);
        for (Path file : files) {
            Files.delete(file);
        }
    }

    @Test
    void aSessionThatEndsBetweenTwoFilesIsRenewedOnceAndTheFirstIsNotSentAgain() throws IOException {
        Device device = device();
        Avatars ann = device.sync().of(users.signIn("ann"));
        aws.fault(When.nth(2).on(Operation.PUT_OBJECT), Effect.expiredToken());
        AvatarId id = upload(ann, 1);

        assertEquals(1, device.sync().runOnce().done());

        Bucket.assertOnly(aws, Bucket.assertSynced(aws, ann, id));
        assertEquals(3, aws.count(Operation.PUT_OBJECT), "one file, one refused, the other file");
        assertEquals(1, aws.count(Operation.GET_ID));
        assertEquals(2, aws.count(Operation.GET_CREDENTIALS));
        assertEquals(0, device.store().find(id).orElseThrow().failures(), "no attempt is burnt");
    }

    @Test
    void aSignOutDuringATransferStopsItAndTheRestFollowsAfterTheNextSignIn() throws Exception {
        Device device = device();
        OwnerId owner = users.signIn("ann");
        Avatars ann = device.sync().of(owner);
        Stall stall = Stall.beforeEffect();
        aws.fault(When.nth(2).on(Operation.PUT_OBJECT), Effect.hold(stall));
        AvatarId id = upload(ann, 1);
        CompletableFuture<Void> pass =
                CompletableFuture.runAsync(() -> device.sync().runOnce());
        assertTrue(stall.awaitReached(LONG));

        users.signOut(owner);
        device.sync().signedOut(owner);
        pass.get(10, TimeUnit.SECONDS);
        aws.clearRequests();
        stall.release();

        Avatar waiting = ann.find(id).orElseThrow();
        assertEquals(AvatarState.PENDING, waiting.state());
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofMinutes(3));
            device.sync().runOnce();
        }
        assertEquals(
                List.of(),
                aws.requests().stream()
                        .filter(r -> r.status() == 200 && r.key() == null)
                        .toList());

        users.signIn("ann");
        device.sync().signedIn(owner);
        assertTrue(device.sync().drain(LONG));
        Bucket.assertOnly(aws, Bucket.assertSynced(aws, ann, id));
        assertEverybodyKeptToTheirOwn();
    }

    @Test
    void whoeverIsSignedInNothingGoesOutUnderAnothersName() throws IOException {
        // A desktop application: asked for anybody's token, it answers with that of the user it has.
        AtomicReference<OwnerId> current = new AtomicReference<>();
        Device device = opened(new Device(
                directory,
                aws.environment(),
                (asked, fresh) ->
                        Optional.ofNullable(current.get()).map(owner -> new IdToken(owner, aws.idToken(owner.value()))),
                clock));
        OwnerId ann = OwnerId.of("ann");
        OwnerId bob = OwnerId.of("bob");
        List<AvatarId> ofAnn = new ArrayList<>();
        List<AvatarId> ofBob = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            OwnerId now = round % 2 == 0 ? ann : bob;
            OwnerId before = round % 2 == 0 ? bob : ann;
            ofAnn.add(upload(device.sync().of(ann), round));
            ofBob.add(upload(device.sync().of(bob), round));
            current.set(now);
            if (round > 2) {
                // Not every application tells.
                device.sync().signedOut(before);
                device.sync().signedIn(now);
            }
            clock.advance(Duration.ofHours(2));
            device.sync().runOnce();
            device.sync().runOnce();
            assertEverybodyKeptToTheirOwn();
        }
        for (OwnerId last : List.of(ann, bob)) {
            current.set(last);
            device.sync().signedIn(last);
            clock.advance(Duration.ofHours(2));
            device.sync().runOnce();
        }

        for (AvatarId id : ofAnn) {
            Bucket.assertSynced(aws, device.sync().of(ann), id);
        }
        for (AvatarId id : ofBob) {
            Bucket.assertSynced(aws, device.sync().of(bob), id);
        }
        assertEverybodyKeptToTheirOwn();
    }

    @Test
    void aUserWhoIsSwitchedInTheMiddleOfATransferLendsNothing() throws Exception {
        AtomicReference<OwnerId> current = new AtomicReference<>(OwnerId.of("ann"));
        Device device = opened(new Device(
                directory,
                aws.environment(),
                (asked, fresh) -> Optional.of(
                        new IdToken(current.get(), aws.idToken(current.get().value()))),
                clock));
        OwnerId ann = OwnerId.of("ann");
        Stall stall = Stall.beforeEffect();
        aws.fault(When.nth(2).on(Operation.PUT_OBJECT), Effect.hold(stall));
        AvatarId id = upload(device.sync().of(ann), 1);
        CompletableFuture<Void> pass =
                CompletableFuture.runAsync(() -> device.sync().runOnce());
        assertTrue(stall.awaitReached(LONG));

        // Ann's session ends while Bob is the one who is signed in: her transfer may not be renewed with his.
        current.set(OwnerId.of("bob"));
        aws.expireSessions();
        stall.release();
        pass.get(30, TimeUnit.SECONDS);

        assertEquals(
                AvatarState.PENDING,
                device.sync().of(ann).find(id).orElseThrow().state());
        assertEverybodyKeptToTheirOwn();
        current.set(ann);
        device.sync().signedIn(ann);
        assertTrue(device.sync().drain(LONG));
        Bucket.assertOnly(aws, Bucket.assertSynced(aws, device.sync().of(ann), id));
    }
}

package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.GateState;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.RecordedRequest;
import io.github.avatarsync.store.DirectoryMediaStore;
import io.github.avatarsync.testkit.ManualClock;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of an avatar from upload to the bucket, over real files, the real SDK and a Cognito and S3 on loopback. */
class EndToEndTest {
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
        Device device = new Device(directory, aws.environment(), users, clock);
        open.add(device);
        return device;
    }

    private static AvatarId upload(Avatars avatars, long seed) {
        Avatar avatar = avatars.upload(AvatarSource.bytes(SampleImages.png(20, 20, seed)));
        assertEquals(AvatarState.PENDING, avatar.state());
        return avatar.id();
    }

    @Test
    void whatWasUploadedIsInTheOwnersFolderAndRefusedToOthers() throws IOException {
        Device device = device();
        Avatars ann = device.sync().of(users.signIn("ann"));

        AvatarId id = upload(ann, 1);
        assertTrue(device.sync().drain(LONG));

        Avatar synced = Bucket.assertSynced(aws, ann, id);
        Bucket.assertOnly(aws, synced);
        assertEquals(synced, ann.whenSynced(id).join());
        Session bob = device.credentials().session(users.signIn("bob"), null);
        for (VariantInfo info : synced.variants()) {
            CloudStorageException refused = assertThrows(
                    CloudStorageException.class,
                    () -> device.storage().get(bob, synced.key(info.variant()).orElseThrow()));
            assertEquals(BlockedReason.ACCESS_DENIED, refused.reason());
        }
        assertEquals( // by key: a broken connection makes the SDK ask again
                synced.variants().stream().map(VariantInfo::key).collect(Collectors.toSet()),
                aws.requests().stream()
                        .filter(r -> r.operation() == Operation.GET_OBJECT && r.status() == 403)
                        .map(RecordedRequest::key)
                        .collect(Collectors.toSet()));
    }

    @Test
    void theSettingsWireEverythingInOneLine() throws IOException {
        AvatarSync.Builder builder =
                AvatarSync.builder().directory(directory).rules(Device.RULES).background(false);
        AwsSettings.from(aws.environment()).ifPresent(settings -> settings.connect(builder, users));
        try (AvatarSync sync = builder.open()) {
            Avatars ann = sync.of(users.signIn("ann"));
            AvatarId id = upload(ann, 1);

            assertTrue(sync.drain(LONG));

            Bucket.assertOnly(aws, Bucket.assertSynced(aws, ann, id));
        }
    }

    @Test
    void withoutSettingsTheSameLineKeepsAvatarsLocal(@TempDir Path elsewhere) {
        AvatarSync.Builder builder =
                AvatarSync.builder().directory(elsewhere).rules(Device.RULES).background(false);
        AwsSettings.from(Map.of()).ifPresent(settings -> settings.connect(builder, users));
        try (AvatarSync sync = builder.open()) {
            Avatars ann = sync.of(users.signIn("ann"));
            AvatarId id = upload(ann, 1);

            assertEquals(Optional.of(AvatarState.PENDING), ann.find(id).map(Avatar::state));
            assertEquals(List.of(), aws.requests());
        }
    }

    @Test
    void whatWasUploadedWhileTheCloudWasUnreachableFollowsWhenTheNetworkIsBack() throws IOException {
        Device device = device();
        Avatars ann = device.sync().of(users.signIn("ann"));
        aws.goOffline();

        AvatarId id = upload(ann, 1);
        device.sync().runOnce();
        assertEquals(AvatarState.PENDING, ann.find(id).orElseThrow().state());
        assertEquals(GateState.OFFLINE, device.sync().status().gate());

        aws.goOnline();
        device.sync().networkChanged();
        assertTrue(device.sync().drain(LONG));
        Bucket.assertOnly(aws, Bucket.assertSynced(aws, ann, id));
        assertEquals(GateState.ONLINE, device.sync().status().gate());
    }

    @Test
    void withoutAHintACanaryFindsOutThatTheCloudIsBack() throws IOException {
        Device device = device();
        Avatars ann = device.sync().of(users.signIn("ann"));
        AvatarId first = upload(ann, 1);
        assertTrue(device.sync().drain(LONG));
        aws.goOffline();
        AvatarId second = upload(ann, 2);
        device.sync().runOnce();
        aws.goOnline();

        Instant probe = device.sync().runOnce().nextDue().orElseThrow();
        assertEquals(AvatarState.PENDING, ann.find(second).orElseThrow().state());
        assertTrue(Duration.between(clock.instant(), probe).compareTo(Duration.ofSeconds(30)) < 0, "probes soon");
        clock.set(probe);
        assertTrue(device.sync().drain(LONG));

        Bucket.assertSynced(aws, ann, first);
        Bucket.assertSynced(aws, ann, second);
    }

    @Test
    void whatWasUploadedSignedOutWaitsWithoutARequestAndGoesOutUnderTheRightIdentity() throws IOException {
        Device device = device();
        OwnerId owner = OwnerId.of("ann");
        Avatars ann = device.sync().of(owner);

        AvatarId id = upload(ann, 1);
        device.sync().runOnce();
        users.signIn("bob");
        device.sync().signedIn(OwnerId.of("bob"));
        device.sync().runOnce();
        assertEquals(AvatarState.PENDING, ann.find(id).orElseThrow().state());
        assertEquals(List.of(), aws.requests());

        users.signIn("ann");
        device.sync().signedIn(owner);
        assertTrue(device.sync().drain(LONG));
        Bucket.assertOnly(aws, Bucket.assertSynced(aws, ann, id));
        assertTrue(aws.requests().stream().allMatch(r -> aws.identityOf("ann").equals(r.identity())));
    }

    @Test
    void sessionsThatEndedBetweenTwoAvatarsAreRenewedOnce() throws IOException {
        Device device = device();
        Avatars ann = device.sync().of(users.signIn("ann"));
        AvatarId first = upload(ann, 1);
        assertTrue(device.sync().drain(LONG));
        aws.expireSessions();

        AvatarId second = upload(ann, 2);
        assertTrue(device.sync().drain(LONG));

        Bucket.assertSynced(aws, ann, first);
        Bucket.assertSynced(aws, ann, second);
        assertEquals(2, aws.count(Operation.GET_CREDENTIALS));
        assertEquals(1, aws.count(Operation.GET_ID));
        assertEquals(0, device.store().find(second).orElseThrow().failures(), "no attempt is burnt");
    }

    @Test
    void aLostFileIsCalledSoAlsoToAnIdentityThatMayNotList() throws IOException {
        Device device = device();
        Avatars ann = device.sync().of(users.signIn("ann"));
        AvatarId id = upload(ann, 1);
        DirectoryMediaStore.open(directory).delete(id);

        device.sync().runOnce();

        assertEquals(
                BlockedReason.LOCAL_MISSING,
                ann.find(id).orElseThrow().blocked().orElseThrow().reason());
    }

    @Test
    void whatWasDeletedLeavesTheBucketAtOnceAndTheRecordsAfterTheSecondSweep() throws IOException {
        Device device = device();
        Avatars ann = device.sync().of(users.signIn("ann"));
        AvatarId id = upload(ann, 1);
        assertTrue(device.sync().drain(LONG));
        SortedMap<String, ?> before = aws.objects();
        Avatar avatar = ann.find(id).orElseThrow();

        ann.delete(id);
        assertTrue(ann.find(id).isEmpty());
        assertTrue(device.sync().drain(LONG));
        ann.whenDeleted(id).join();
        assertEquals(2, before.size());
        assertTrue(aws.objects().isEmpty());

        // A request of a crashed process lands between the two sweeps.
        aws.put(avatar.key(Variant.ORIGINAL).orElseThrow(), new byte[] {1});
        clock.advance(Duration.ofMinutes(74));
        device.sync().runOnce();
        assertTrue(device.store().find(id).isPresent());
        assertFalse(aws.objects().isEmpty());

        clock.advance(Duration.ofMinutes(2));
        assertEquals(1, device.sync().runOnce().done());
        assertTrue(device.store().find(id).isEmpty());
        assertTrue(aws.objects().isEmpty());
    }
}

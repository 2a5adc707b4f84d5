package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.OrderedCredentialsSource;
import io.github.avatarsync.aws.S3CloudStorage;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.Fault;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.RecordedRequest;
import io.github.avatarsync.localaws.When;
import io.github.avatarsync.testkit.ManualClock;
import io.github.avatarsync.testkit.SampleImages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with static keys and users who sign in: whose credentials carry which avatar. */
class CredentialsOrderTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final OwnerId KIOSK = OwnerId.of("kiosk");

    private final ManualClock clock = new ManualClock(Instant.now());
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
        aws.close();
    }

    /** One life of the server's process. */
    private void server(Consumer<AvatarSync> life) {
        Map<String, String> environment = new HashMap<>(aws.environment());
        environment.putAll(aws.serviceEnvironment());
        AwsSettings settings = AwsSettings.from(environment).orElseThrow();
        try (S3CloudStorage storage = settings.storageBuilder().clock(clock).build();
                OrderedCredentialsSource credentials = settings.cognitoOrService(
                        users, owner -> "guest-" + owner.value(), directory.resolve("identities"));
                AvatarSync sync = AvatarSync.builder()
                        .directory(directory)
                        .cloud(storage, credentials)
                        .keys(settings.keys())
                        .rules(Device.RULES)
                        .clock(clock)
                        .background(false)
                        .open()) {
            life.accept(sync);
        }
    }

    private static AvatarId upload(AvatarSync sync, OwnerId owner, long seed) {
        return sync.of(owner)
                .upload(AvatarSource.bytes(SampleImages.png(20, 20, seed)))
                .id();
    }

    private static String key(AvatarSync sync, OwnerId owner, AvatarId id) {
        return sync.of(owner).find(id).orElseThrow().key(Variant.ORIGINAL).orElseThrow();
    }

    private static AvatarState state(AvatarSync sync, OwnerId owner, AvatarId id) {
        return sync.of(owner).find(id).orElseThrow().state();
    }

    @Test
    void whoSignsInIsServedByCognitoAndWhoNeverDoesByTheService() {
        OwnerId ann = users.signIn("ann");
        server(sync -> {
            AvatarId hers = upload(sync, ann, 1);
            AvatarId kiosks = upload(sync, KIOSK, 2);

            assertTrue(sync.drain(LONG));

            assertEquals(
                    "avatars/" + aws.identityOf("ann") + "/images/" + hers + "_original.png", key(sync, ann, hers));
            assertEquals("avatars/guest-kiosk/images/" + kiosks + "_original.png", key(sync, KIOSK, kiosks));
            assertEquals(4, aws.objects().size());
        });
    }

    @Test
    void anAvatarBoundToCognitoWaitsForItsUserAndIsNeverSentByTheService() {
        OwnerId ann = users.signIn("ann");
        AvatarId[] id = new AvatarId[1];
        Fault down = aws.fault(When.every().on(Operation.PUT_OBJECT), Effect.internalError());
        server(sync -> {
            id[0] = upload(sync, ann, 1);
            sync.runOnce();
            assertEquals(AvatarState.PENDING, state(sync, ann, id[0]));
            assertTrue(down.fired() > 0, "bound, and nothing has arrived");
        });
        down.cancel();
        users.signOut(ann);
        clock.advance(Duration.ofHours(1));

        server(sync -> {
            aws.clearRequests();
            sync.runOnce();
            assertEquals(AvatarState.PENDING, state(sync, ann, id[0]), "it waits and is not blocked");
            assertEquals(0, aws.requests().size());

            users.signIn("ann");
            sync.signedIn(ann);
            assertTrue(sync.drain(LONG));
            assertEquals(AvatarState.SYNCED, state(sync, ann, id[0]));
        });
        for (RecordedRequest request : aws.requests()) {
            assertEquals(aws.identityOf("ann"), request.identity(), request.toString());
        }
    }
}

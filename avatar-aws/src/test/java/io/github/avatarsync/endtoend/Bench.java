package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.Filter;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.CognitoCredentialsSource;
import io.github.avatarsync.aws.S3CloudStorage;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import io.github.avatarsync.testkit.InMemoryMediaStore;
import io.github.avatarsync.testkit.ManualClock;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/** One user's device behind a network that a test breaks: the real SDK and engine, memory in place of files, a clock that is moved. */
final class Bench implements AutoCloseable {
    private static final Duration IMPATIENT = Duration.ofMillis(500);

    final LocalAws aws;
    final FaultProxy network;
    final ManualClock clock = new ManualClock(Instant.now());
    final InMemoryAvatarStore store = new InMemoryAvatarStore();
    final InMemoryMediaStore media = new InMemoryMediaStore(clock);
    final OwnerId owner;
    final S3CloudStorage storage;
    final CognitoCredentialsSource credentials;
    final AvatarSync sync;
    final Avatars avatars;
    private Optional<Instant> next = Optional.empty();

    Bench(LocalAws aws, String user) {
        this.aws = aws;
        network = new FaultProxy(aws.s3Endpoint());
        Map<String, String> environment = aws.environment();
        environment.put("AVATAR_CLOUD_ENDPOINT", network.uri().toString());
        environment.put("AVATAR_COGNITO_ENDPOINT", network.uri().toString());
        AwsSettings settings = AwsSettings.from(environment).orElseThrow();
        Users users = new Users(aws);
        owner = users.signIn(user);
        storage = settings.storageBuilder().stallTimeout(IMPATIENT).clock(clock).build();
        credentials = settings.cognitoBuilder(users)
                .answerTimeout(IMPATIENT)
                .clock(clock)
                .build();
        sync = builder().open();
        avatars = sync.of(owner);
    }

    /** For another process on the same data. */
    AvatarSync.Builder builder() {
        return AvatarSync.builder()
                .store(store)
                .media(media)
                .cloud(storage, credentials)
                .rules(Device.RULES)
                .clock(clock)
                .random(new Random(owner.hashCode()))
                .workOn(Runnable::run)
                .callbacksOn(Runnable::run)
                .background(false);
    }

    /** Noise, which no compression makes small: about 3 bytes a pixel. */
    static byte[] noise(int width, int height, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** 30 KB and a thumbnail. */
    AvatarId upload() {
        return avatars.upload(AvatarSource.bytes(noise(100, 100, owner.hashCode())))
                .id();
    }

    /** Lets time go on to when a pass makes sense, and runs it. */
    void pass() {
        Instant soon = clock.instant().plusMillis(10);
        clock.set(next.filter(due -> due.isAfter(soon)).orElse(soon));
        next = sync.runOnce().nextDue();
    }

    AvatarState state(AvatarId id) {
        return store.find(id).orElseThrow().state();
    }

    AvatarId synced() {
        AvatarId id = upload();
        for (int i = 0; i < 100 && state(id) != AvatarState.SYNCED; i++) {
            pass();
        }
        assertEquals(AvatarState.SYNCED, state(id));
        return id;
    }

    Session session() {
        return credentials.session(owner, null);
    }

    String folder() {
        return "avatars/" + aws.identityOf(owner.value());
    }

    boolean inBucket(String key) {
        try {
            aws.bytes(key);
            return true;
        } catch (NoSuchElementException e) {
            return false;
        }
    }

    /** Whatever is marked SYNCED is in the bucket, byte for byte as far as it is here. */
    void assertNothingWrongIsSynced() {
        store.list(Filter.of(AvatarState.SYNCED), 100, null).forEach(record -> {
            Avatar avatar = record.avatar();
            assertTrue(avatar.cloudSynced());
            for (VariantInfo info : avatar.variants()) {
                String key = avatar.key(info.variant()).orElseThrow();
                byte[] there = aws.bytes(key);
                media.bytes(avatar.id(), info.variant()).ifPresent(here -> assertArrayEquals(here, there, key));
            }
        });
    }

    @Override
    public void close() throws IOException {
        sync.close();
        storage.close();
        credentials.close();
        network.close();
    }
}

package io.github.avatarsync;

import io.github.avatarsync.testkit.FakeCredentialsSource;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import io.github.avatarsync.testkit.InMemoryCloudStorage;
import io.github.avatarsync.testkit.InMemoryMediaStore;
import io.github.avatarsync.testkit.ManualClock;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** The real façade and engine over fakes, on one thread, with time that stands still. */
final class Household implements AutoCloseable {
    static final OwnerId ALICE = OwnerId.of("alice");
    static final OwnerId BOB = OwnerId.of("bob");

    final ManualClock clock = new ManualClock();
    final InMemoryAvatarStore store = new InMemoryAvatarStore();
    final InMemoryMediaStore media = new InMemoryMediaStore(clock);
    final InMemoryCloudStorage cloud = new InMemoryCloudStorage(clock);
    final FakeCredentialsSource credentials = new FakeCredentialsSource(cloud, clock);
    final List<String> events = new ArrayList<>();
    final Avatars alices;

    AvatarSync sync;

    Household() {
        credentials.signIn(ALICE);
        sync = open();
        alices = sync.of(ALICE);
    }

    /** Another process on the same data. */
    AvatarSync open() {
        return builder().open();
    }

    AvatarSync.Builder builder() {
        return AvatarSync.builder()
                .store(store)
                .media(media)
                .cloud(cloud, credentials)
                .rules(MediaRules.builder().thumbnailSizes(16).build())
                .clock(clock)
                .random(new Random(7))
                .workOn(Runnable::run)
                .callbacksOn(Runnable::run)
                .background(false)
                .listener(new AvatarListener() {
                    @Override
                    public void changed(Avatar avatar) {
                        events.add(avatar.state().name());
                    }

                    @Override
                    public void progress(Avatar avatar, long sent, long total) {
                        events.add(sent == total ? "100 %" : sent == 0 ? "0 %" : "some");
                    }
                });
    }

    /** Lets time go by, with a pass whenever something is due. */
    void runFor(Duration limit) {
        var end = clock.instant().plus(limit);
        for (Pass pass = sync.runOnce(); ; pass = sync.runOnce()) {
            var next = pass.nextDue().orElse(null);
            if (next == null || next.isAfter(end)) {
                clock.set(end);
                return;
            }
            Duration wait = Duration.between(clock.instant(), next);
            clock.advance(wait.isNegative() || wait.isZero() ? Duration.ofMillis(1) : wait);
        }
    }

    AvatarState state(Avatar avatar) {
        return sync.of(avatar.owner()).find(avatar.id()).orElseThrow().state();
    }

    AvatarRecord record(Avatar avatar) {
        return store.find(avatar.id()).orElseThrow();
    }

    static AvatarSource picture(int seed) {
        return AvatarSource.bytes(png(seed)).named("picture " + seed);
    }

    static byte[] png(int seed) {
        BufferedImage image = new BufferedImage(24, 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(new Random(seed).nextInt(1 << 24)));
        g.fillRect(2, 2, 12, 12);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        sync.close();
    }
}

package io.github.avatarsync.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.testkit.AvatarTestkit;
import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.Operation;
import io.github.avatarsync.testkit.SampleImages;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {
    private final MockClock metersClock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, metersClock);
    private final MicrometerMetrics metrics = MicrometerMetrics.of(registry);
    private final AvatarTestkit kit = AvatarTestkit.start(builder -> builder.metrics(metrics));
    private final Avatars anns = kit.sync().of(kit.signIn("ann"));

    @AfterEach
    void close() {
        kit.close();
        registry.close();
    }

    private double count(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).counter().count();
    }

    private double gauge(String name, String state) {
        return registry.get(name).tag("state", state).gauge().value();
    }

    @Test
    void whatIsAcceptedPutAndSyncedIsCountedAndTimed() {
        Avatar avatar = anns.upload(AvatarSource.bytes(SampleImages.png(16, 16)));
        kit.clock().advance(Duration.ofMinutes(3));
        kit.sync().runOnce();

        assertEquals(
                1,
                registry.get("avatarsync.uploads").tag("kind", "IMAGE").timer().count());
        assertEquals(
                2,
                registry.get("avatarsync.puts").tag("type", "image/png").timer().count());
        assertEquals(
                avatar.variants().stream().mapToLong(VariantInfo::size).sum(),
                registry.get("avatarsync.put.bytes").counter().count());
        assertEquals(180, registry.get("avatarsync.synced").timer().totalTime(TimeUnit.SECONDS));
        assertEquals(1, registry.get("avatarsync.synced").timer().count());
    }

    @Test
    void aSecondUploadOfTheSameIsNoSecondSync() {
        byte[] picture = SampleImages.png(16, 16);
        anns.upload(AvatarSource.bytes(picture));
        kit.sync().runOnce();
        anns.upload(AvatarSource.bytes(picture));
        kit.sync().runOnce();

        assertEquals(2, registry.get("avatarsync.uploads").timer().count());
        assertEquals(1, registry.get("avatarsync.synced").timer().count());
    }

    @Test
    void refusalsAreCountedByCode() {
        assertThrows(InvalidAvatarException.class, () -> anns.upload(AvatarSource.bytes(new byte[0])));

        assertEquals(1, count("avatarsync.refused", "code", "EMPTY"));
        assertTrue(registry.find("avatarsync.uploads").timers().isEmpty());
    }

    @Test
    void failuresAreCountedByKindAndBlocksByReason() {
        kit.cloud().script(Fault.fail(Kind.TRANSIENT).on(Operation.CLOUD_PUT));
        kit.cloud()
                .script(Fault.fail(BlockedReason.ACCESS_DENIED)
                        .on(Operation.CLOUD_PUT)
                        .nth(2));
        anns.upload(AvatarSource.bytes(SampleImages.png(16, 16)));
        kit.sync().runOnce();
        kit.clock().advance(Duration.ofMinutes(20));
        kit.sync().runOnce();

        assertEquals(1, count("avatarsync.failed", "kind", "TRANSIENT"));
        assertEquals(1, count("avatarsync.blocked", "reason", "ACCESS_DENIED"));
    }

    @Test
    void gaugesTellTheQueueAndTheGate() {
        metrics.watch(kit.sync());
        anns.upload(AvatarSource.bytes(SampleImages.png(16, 16)));
        assertEquals(1, gauge("avatarsync.queue", "PENDING"));
        assertEquals(0, gauge("avatarsync.queue", "BLOCKED"));
        assertEquals(1, gauge("avatarsync.gate", "ONLINE"));

        kit.cloud().script(Fault.fail(Kind.OFFLINE).on(Operation.CLOUD_PUT));
        kit.sync().runOnce();
        assertEquals(1, gauge("avatarsync.gate", "ONLINE"), "asked once a second at most");

        metersClock.add(Duration.ofSeconds(1));
        assertEquals(0, gauge("avatarsync.gate", "ONLINE"));
        assertEquals(1, gauge("avatarsync.gate", "OFFLINE"));
        assertEquals(1, count("avatarsync.failed", "kind", "OFFLINE"));
    }

    @Test
    void noTagTellsWhoseAvatarItIs() {
        metrics.watch(kit.sync());
        Avatar avatar = anns.upload(AvatarSource.bytes(SampleImages.png(16, 16)).named("my face"));
        kit.cloud().script(Fault.fail(BlockedReason.ACCESS_DENIED).on(Operation.CLOUD_PUT));
        kit.sync().runOnce();

        for (Meter meter : registry.getMeters()) {
            for (Tag tag : meter.getId().getTags()) {
                assertTrue(
                        !tag.getValue().contains("ann")
                                && !tag.getValue().contains(avatar.id().value())
                                && !tag.getValue().contains("face"),
                        meter.getId().toString());
            }
        }
    }
}

package io.github.avatarsync.endtoend;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.Content;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Does everything an application does with avatars once, and says what it was told, until it is halted at a point. */
final class CrashingApp {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration FENCE = Duration.ofMinutes(76);

    private final LightDevice device;
    private final ShiftedClock clock;
    private final Avatars avatars;

    private CrashingApp(LightDevice device, ShiftedClock clock) {
        this.device = device;
        this.clock = clock;
        this.avatars = device.sync().of(OwnerId.of("ann"));
    }

    /** Arguments: home, name of the point. */
    public static void main(String[] arguments) throws IOException {
        ShiftedClock clock = new ShiftedClock(Duration.ZERO);
        CrashPoint point = CrashPoint.valueOf(arguments[1]);
        try (LightDevice device = new LightDevice(Path.of(arguments[0]), clock, point.halt())) {
            new CrashingApp(device, clock).run();
        }
    }

    private void run() {
        AvatarId first = upload(picture(1));
        AvatarId second = upload(picture(2));
        upload(picture(2));
        device.sync().drain(LONG);

        Statement.deleting(first).say();
        upload(picture(3).replacing(first));
        device.sync().drain(LONG);
        Statement.deleted(first).say();

        delete(second);
        device.sync().drain(LONG);
        clock.advance(FENCE);
        device.sync().runOnce();

        delete(upload(picture(4)));
        device.media().put(AvatarId.of("f0".repeat(20)), Map.of(Variant.ORIGINAL, Content.of(new byte[] {1})));
        device.media().sweep(clock.instant().plus(FENCE), device.store()::knows);
    }

    private AvatarId upload(AvatarSource source) {
        Statement accepted = Statement.accepted(avatars.upload(source));
        accepted.say();
        return accepted.id();
    }

    private void delete(AvatarId id) {
        Statement.deleting(id).say();
        avatars.delete(id);
        Statement.deleted(id).say();
    }

    private static AvatarSource picture(int seed) {
        return AvatarSource.bytes(SampleImages.png(20, 20, seed));
    }
}

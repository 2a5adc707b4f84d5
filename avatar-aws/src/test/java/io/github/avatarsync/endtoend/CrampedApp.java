package io.github.avatarsync.endtoend;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Uploads a picture that the disk takes, one that it does not take, and one that it takes; then syncs. */
final class CrampedApp {
    private CrampedApp() {}

    /** Argument: home. */
    public static void main(String[] arguments) throws IOException {
        ShiftedClock clock = new ShiftedClock(Duration.ZERO);
        try (LightDevice device = new LightDevice(Path.of(arguments[0]), clock, event -> {})) {
            Avatars avatars = device.sync().of(OwnerId.of("ann"));
            for (int size : new int[] {20, 400, 30}) {
                upload(avatars, size);
            }
            System.out.println("DRAINED " + device.sync().drain(Duration.ofMinutes(1)));
        }
    }

    private static void upload(Avatars avatars, int size) {
        try {
            Statement.accepted(avatars.upload(AvatarSource.bytes(SampleImages.png(size, size))))
                    .say();
        } catch (AvatarException e) {
            System.out.println("REFUSED " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}

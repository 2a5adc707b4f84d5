package io.github.avatarsync.endtoend;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.IdToken;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Uploads one avatar, prints its id, syncs if it is told to, and waits to be killed. */
final class UploadingApp {
    private UploadingApp() {}

    /** Arguments: owner, directory, whether to sync. */
    public static void main(String[] arguments) throws IOException {
        OwnerId owner = OwnerId.of(arguments[0]);
        Device device = new Device(
                Path.of(arguments[1]),
                System.getenv(),
                (asked, fresh) -> Optional.of(new IdToken(owner, System.getenv(AppProcess.TOKEN))),
                Clock.systemUTC());
        AvatarId id = device.sync()
                .of(owner)
                .upload(AvatarSource.bytes(SampleImages.png(20, 20)))
                .id();
        System.out.println(id);
        if (Boolean.parseBoolean(arguments[2])) {
            device.sync().drain(Duration.ofMinutes(2));
        }
        // The parent never writes: this returns when the parent has ended.
        System.exit(System.in.read());
    }
}

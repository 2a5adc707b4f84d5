package io.github.avatarsync.endtoend;

import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.IdToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Uploads a file if one is given, prints the avatar's id, syncs what is there, and waits to be killed. */
final class VideoApp {
    private VideoApp() {}

    /** Arguments: owner, directory, minutes by which its clock is ahead, and perhaps a file. */
    public static void main(String[] arguments) throws IOException {
        OwnerId owner = OwnerId.of(arguments[0]);
        Device device = new Device(
                Path.of(arguments[1]),
                System.getenv(),
                (asked, fresh) -> Optional.of(new IdToken(owner, System.getenv(AppProcess.TOKEN))),
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(Long.parseLong(arguments[2]))));
        if (arguments.length > 3) {
            System.out.println(device.sync()
                    .of(owner)
                    .upload(AvatarSource.file(Path.of(arguments[3])))
                    .id());
        }
        device.sync().drain(Duration.ofMinutes(2));
        // The parent never writes: this returns when the parent has ended.
        System.exit(System.in.read());
    }
}

package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine whose clock is hours off, at an S3 that refuses signatures more than 15 minutes from its own. */
class WrongClockTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {3, -3})
    void signaturesAreCorrectedByTheTimeS3Says(long hours) throws IOException {
        Clock right = Clock.offset(Clock.systemUTC(), Duration.ofHours(hours));
        try (LocalAws aws =
                LocalAws.builder().clock(right).checkSigningTime(true).start()) {
            Users users = new Users(aws);
            try (Device device = new Device(directory, aws.environment(), users, Clock.systemUTC())) {
                Avatars ann = device.sync().of(users.signIn("ann"));
                AvatarId id =
                        ann.upload(AvatarSource.bytes(SampleImages.png(20, 20))).id();

                assertTrue(device.sync().drain(Duration.ofMinutes(2)));

                Bucket.assertOnly(aws, Bucket.assertSynced(aws, ann, id));
                assertTrue(
                        aws.requests().stream().anyMatch(r -> "RequestTimeTooSkewed".equals(r.error())),
                        "the first one was refused");
            }
        }
    }
}

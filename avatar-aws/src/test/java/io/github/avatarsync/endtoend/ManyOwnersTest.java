package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.RecordedRequest;
import io.github.avatarsync.testkit.SampleImages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server where 200 users sign in at the same moment: everything arrives, and Cognito is asked within its quotas. */
class ManyOwnersTest {
    private static final int OWNERS = 200;

    /** Requests that were held up, on connections that are still being made, come in a bunch: a few seconds show the rate. */
    private static final Duration WINDOW = Duration.ofSeconds(3);

    /** 20 a second, with room for a bunch; without a limit it is all of them. */
    private static final int MOST_IDENTITIES = 3 * 20 + 25;

    @TempDir
    Path directory;

    @Test
    void everythingArrivesAndCognitoIsAskedWithinItsQuotas() {
        try (LocalAws aws = LocalAws.start()) {
            Users users = new Users(aws);
            AvatarSync.Builder builder = AvatarSync.builder()
                    .directory(directory)
                    .rules(Device.RULES)
                    .concurrency(32)
                    .background(false);
            AwsSettings.from(aws.environment()).orElseThrow().connect(builder, users);
            try (AvatarSync sync = builder.open()) {
                for (int i = 0; i < OWNERS; i++) {
                    OwnerId owner = users.signIn("user-" + i);
                    sync.of(owner).upload(AvatarSource.bytes(SampleImages.png(24, 24, i)));
                }
                long begun = System.nanoTime();
                assertTrue(sync.drain(Duration.ofMinutes(2)));
                Duration took = Duration.ofNanos(System.nanoTime() - begun);

                assertEquals(2 * OWNERS, aws.objects().size(), "originals and thumbnails");
                assertEquals(
                        OWNERS,
                        aws.objects().keySet().stream()
                                .map(key -> key.split("/")[1])
                                .distinct()
                                .count());
                assertEquals(OWNERS, aws.count(Operation.GET_ID));
                long identities = mostInAWindow(aws);
                System.out.println("owners: " + OWNERS + " at once, synced in " + took.toMillis() + " ms, at most "
                        + identities + " GetId in " + WINDOW.toSeconds() + " s");
                assertTrue(identities <= MOST_IDENTITIES, () -> identities + " GetId");
            }
        }
    }

    private static long mostInAWindow(LocalAws aws) {
        List<Instant> times = aws.requests().stream()
                .filter(request -> request.operation() == Operation.GET_ID)
                .map(RecordedRequest::at)
                .toList();
        return times.stream()
                .mapToLong(from -> times.stream()
                        .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(WINDOW)))
                        .count())
                .max()
                .orElse(0);
    }
}

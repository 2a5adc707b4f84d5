package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.Content;
import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.Filter;
import io.github.avatarsync.GateState;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Pass;
import io.github.avatarsync.Session;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.testkit.SampleImages;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often an application with much to do looks whether the network is back. */
class OfflineTest {
    private LocalAws aws;

    @BeforeEach
    void start() {
        aws = LocalAws.start();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void withoutASessionAnyNumberOfAvatarsConnectTwentyTimesAnHourAtMost() throws Exception {
        assertConnectsRarely(100, false);
    }

    @Test
    void withASessionAThousandAvatarsConnectTwentyTimesAnHourAtMost() throws Exception {
        assertConnectsRarely(1_000, true);
    }

    private void assertConnectsRarely(int waiting, boolean signedInBefore) throws Exception {
        try (Bench bench = new Bench(aws, "ann")) {
            Counting counting = new Counting(bench);
            try (AvatarSync sync =
                    bench.builder().cloud(counting, counting.credentials()).open()) {
                if (signedInBefore) {
                    sync.of(bench.owner).upload(picture(waiting));
                    for (int i = 0; i < 20 && sync.status().pending() > 0; i++) {
                        run(bench, sync, Duration.ofMinutes(1));
                    }
                    assertEquals(0, sync.status().pending());
                }
                for (int i = 0; i < waiting; i++) {
                    sync.of(bench.owner).upload(picture(i));
                }
                bench.network.begin(new NetworkFault.Refuse(), "");
                counting.failures.clear();

                run(bench, sync, Duration.ofHours(1));

                assertTrue(counting.failures.size() <= 20, () -> counting.failures.size() + " connects in an hour");
                assertTrue(counting.failures.size() >= 12, "it looks at least every five minutes");
                // What cannot be reached is not tried again by the SDK: each failure is one connect. Only the first may
                // have
                // begun on a connection from before, which broke, and connected after that.
                counting.failures.stream()
                        .skip(1)
                        .forEach(failure -> assertTrue(
                                failure.getCause().getMessage().contains("SDK Attempt Count: 1"),
                                () -> "" + failure.getCause()));
                assertEquals(GateState.OFFLINE, sync.status().gate());
                assertEquals(waiting, sync.status().pending());
                for (AvatarRecord record : bench.store.list(Filter.of(AvatarState.PENDING), 2 * waiting, null)) {
                    assertEquals(0, record.failures() + record.attempts(), "nothing is counted");
                }
            }
        }
    }

    private static AvatarSource picture(int seed) {
        return AvatarSource.bytes(SampleImages.png(16, 16, seed));
    }

    private static void run(Bench bench, AvatarSync sync, Duration time) {
        Instant end = bench.clock.instant().plus(time);
        for (Pass pass = sync.runOnce(); ; pass = sync.runOnce()) {
            Instant next = pass.nextDue().orElse(end);
            if (!next.isBefore(end)) {
                bench.clock.set(end);
                return;
            }
            Instant soon = bench.clock.instant().plusMillis(1);
            bench.clock.set(next.isAfter(soon) ? next : soon);
        }
    }

    /** The bench's cloud and credentials, counting what could not be reached. */
    private static final class Counting implements CloudStorage {
        private final Bench bench;
        private final List<Exception> failures = new ArrayList<>();

        Counting(Bench bench) {
            this.bench = bench;
        }

        CredentialsSource credentials() {
            return (owner, rejected) -> counted(() -> session(owner, rejected));
        }

        private Session session(OwnerId owner, Session rejected) {
            return bench.credentials.session(owner, rejected);
        }

        private <T> T counted(Supplier<T> call) {
            try {
                return call.get();
            } catch (CloudStorageException | CredentialsException e) {
                failures.add(e);
                throw e;
            }
        }

        @Override
        public String location() {
            return bench.storage.location();
        }

        @Override
        public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
            counted(() -> {
                bench.storage.put(session, object, content, sent);
                return object;
            });
        }

        @Override
        public InputStream get(Session session, String key) {
            return counted(() -> bench.storage.get(session, key));
        }

        @Override
        public Optional<ObjectInfo> head(Session session, String key) {
            return counted(() -> bench.storage.head(session, key));
        }

        @Override
        public Instant delete(Session session, String key) {
            return counted(() -> bench.storage.delete(session, key));
        }
    }
}

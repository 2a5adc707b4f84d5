package io.github.avatarsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.testkit.FakeCredentialsSource;
import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import io.github.avatarsync.testkit.InMemoryCloudStorage;
import io.github.avatarsync.testkit.InMemoryMediaStore;
import io.github.avatarsync.testkit.ManualClock;
import io.github.avatarsync.testkit.Operation;
import io.github.avatarsync.testkit.SampleImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine tells metrics. */
class MetricsTest {
    private static final OwnerId ANN = OwnerId.of("ann");

    private final List<String> heard = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private final InMemoryAvatarStore store = new InMemoryAvatarStore();
    private final InMemoryCloudStorage cloud = new InMemoryCloudStorage(clock);
    private final FakeCredentialsSource credentials = new FakeCredentialsSource(cloud, clock);
    private final AvatarSync sync = open(new AvatarMetrics() {
        @Override
        public void accepted(Avatar avatar, Duration took) {
            heard.add("accepted");
        }

        @Override
        public void put(Avatar avatar, VariantInfo file, Duration took) {
            heard.add("put " + file.variant());
        }

        @Override
        public void synced(Avatar avatar, Duration age) {
            heard.add("synced after " + age);
        }

        @Override
        public void blocked(Avatar avatar) {
            heard.add("blocked " + avatar.blocked().orElseThrow().reason());
        }

        @Override
        public void failed(Avatar avatar, String kind) {
            heard.add("failed " + kind);
        }
    });

    private AvatarSync open(AvatarMetrics metrics) {
        credentials.signIn(ANN);
        return AvatarSync.builder()
                .store(store)
                .media(new InMemoryMediaStore(clock))
                .cloud(cloud, credentials)
                .clock(clock)
                .workOn(Runnable::run)
                .callbacksOn(Runnable::run)
                .background(false)
                .metrics(metrics)
                .open();
    }

    @AfterEach
    void close() {
        sync.close();
    }

    private void upload() {
        sync.of(ANN).upload(AvatarSource.bytes(SampleImages.png(16, 16)));
    }

    @Test
    void anAvatarIsAcceptedPutFileByFileAndSyncedOnce() {
        upload();
        clock.advance(Duration.ofDays(2));
        sync.runOnce();

        assertEquals(List.of("accepted", "put original", "put thumb", "synced after PT48H"), heard);
    }

    @Test
    void aClockThatWasSetBackMakesNoAgeBelowZero() {
        upload();
        clock.setBack(Duration.ofDays(3));
        sync.runOnce();

        assertTrue(heard.contains("synced after PT0S"), heard.toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = CloudStorageException.Kind.class,
            names = {"OFFLINE", "TRANSIENT", "THROTTLED", "CONFLICT", "CORRUPT", "UNVERIFIED"})
    void whatWillBeTriedAgainIsAFailureOfItsKind(CloudStorageException.Kind kind) {
        cloud.script(Fault.fail(kind).on(Operation.CLOUD_PUT));
        upload();
        sync.runOnce();

        assertEquals(List.of("accepted", "failed " + kind), heard);
    }

    @Test
    void aSessionThatIsRenewedIsNoFailureAndOneRefusedTwiceIs() {
        cloud.script(Fault.fail(CloudStorageException.Kind.SESSION).on(Operation.CLOUD_PUT));
        upload();
        sync.runOnce();
        assertEquals(List.of("accepted", "put original", "put thumb"), heard.subList(0, 3));

        heard.clear();
        cloud.script(Fault.fail(CloudStorageException.Kind.SESSION)
                .on(Operation.CLOUD_PUT)
                .times(2));
        sync.of(ANN).upload(AvatarSource.bytes(SampleImages.png(16, 16, 7)));
        sync.runOnce();
        assertEquals(List.of("accepted", "failed SESSION"), heard);
    }

    @Test
    void whatIsBlockedIsNoFailureAndTheSameBlockIsToldOnce() {
        cloud.script(
                Fault.fail(BlockedReason.ACCESS_DENIED).on(Operation.CLOUD_PUT).times(2));
        upload();
        sync.runOnce();
        clock.advance(Duration.ofHours(7));
        sync.runOnce();

        assertEquals(List.of("accepted", "blocked ACCESS_DENIED"), heard);
    }

    @Test
    void nobodySignedInIsAFailureOfTheCredentials() {
        credentials.signOut(ANN);
        upload();
        sync.runOnce();

        assertEquals(List.of("accepted", "failed SIGNED_OUT"), heard);
    }

    @Test
    void aStoreThatFailsUnderWayIsAFailure() {
        upload();
        store.script(Fault.fail().on(Operation.STORE_UPDATE));
        sync.runOnce();

        assertEquals(List.of("accepted", "failed STORE"), heard);
    }

    @Test
    void metricsThatThrowHarmNothing() {
        AvatarMetrics broken = new AvatarMetrics() {
            @Override
            public void accepted(Avatar avatar, Duration took) {
                throw new IllegalStateException("planned by the test");
            }

            @Override
            public void put(Avatar avatar, VariantInfo file, Duration took) {
                throw new NoSuchMethodError("planned by the test");
            }
        };
        try (AvatarSync other = open(broken)) {
            Avatar avatar = other.of(ANN).upload(AvatarSource.bytes(SampleImages.png(16, 16, 5)));
            other.runOnce();
            assertTrue(other.of(ANN).find(avatar.id()).orElseThrow().cloudSynced());
        }
    }
}

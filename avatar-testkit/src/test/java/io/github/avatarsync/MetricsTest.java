package io.github.avatarsync;

import static io.github.avatarsync.Household.ALICE;
import static io.github.avatarsync.Household.picture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine tells metrics. */
class MetricsTest {
    private final List<String> heard = new ArrayList<>();
    private final Household house = new Household();
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
        return house.builder().metrics(metrics).open();
    }

    @AfterEach
    void close() {
        sync.close();
        house.close();
    }

    private void upload() {
        sync.of(ALICE).upload(picture(1));
    }

    @Test
    void anAvatarIsAcceptedPutFileByFileAndSyncedOnce() {
        upload();
        house.clock.advance(Duration.ofDays(2));
        sync.runOnce();

        assertEquals(List.of("accepted", "put original", "put thumb", "synced after PT48H"), heard);
    }

    @Test
    void aClockThatWasSetBackMakesNoAgeBelowZero() {
        upload();
        house.clock.setBack(Duration.ofDays(3));
        sync.runOnce();

        assertTrue(heard.contains("synced after PT0S"), heard.toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = CloudStorageException.Kind.class,
            names = {"OFFLINE", "TRANSIENT", "THROTTLED", "CONFLICT", "CORRUPT", "UNVERIFIED"})
    void whatWillBeTriedAgainIsAFailureOfItsKind(CloudStorageException.Kind kind) {
        house.cloud.script(Fault.fail(kind).on(Operation.CLOUD_PUT));
        upload();
        sync.runOnce();

        assertEquals(List.of("accepted", "failed " + kind), heard);
    }

    @Test
    void aSessionThatIsRenewedIsNoFailureAndOneRefusedTwiceIs() {
        house.cloud.script(Fault.fail(CloudStorageException.Kind.SESSION).on(Operation.CLOUD_PUT));
        upload();
        sync.runOnce();
        assertEquals(List.of("accepted", "put original", "put thumb"), heard.subList(0, 3));

        heard.clear();
        house.cloud.script(Fault.fail(CloudStorageException.Kind.SESSION)
                .on(Operation.CLOUD_PUT)
                .times(2));
        sync.of(ALICE).upload(picture(7));
        sync.runOnce();
        assertEquals(List.of("accepted", "failed SESSION"), heard);
    }

    @Test
    void whatIsBlockedIsNoFailureAndTheSameBlockIsToldOnce() {
        house.cloud.script(
                Fault.fail(BlockedReason.ACCESS_DENIED).on(Operation.CLOUD_PUT).times(2));
        upload();
        sync.runOnce();
        house.clock.advance(Duration.ofHours(7));
        sync.runOnce();

        assertEquals(List.of("accepted", "blocked ACCESS_DENIED"), heard);
    }

    @Test
    void nobodySignedInIsAFailureOfTheCredentials() {
        house.credentials.signOut(ALICE);
        upload();
        sync.runOnce();

        assertEquals(List.of("accepted", "failed SIGNED_OUT"), heard);
    }

    @Test
    void aStoreThatFailsUnderWayIsAFailure() {
        upload();
        house.store.script(Fault.fail().on(Operation.STORE_UPDATE));
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
            Avatar avatar = other.of(ALICE).upload(picture(5));
            other.runOnce();
            assertTrue(other.of(ALICE).find(avatar.id()).orElseThrow().cloudSynced());
        }
    }
}

package io.github.avatarsync.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.testkit.AvatarTestkit;
import io.github.avatarsync.testkit.AvatarTestkitExtension;
import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.Hold;
import io.github.avatarsync.testkit.InMemoryCloudStorage;
import io.github.avatarsync.testkit.Operation;
import io.github.avatarsync.testkit.SampleImages;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/testing.md shows. */
class TestingGuideTest {
    // tag::extension[]
    @ExtendWith(AvatarTestkitExtension.class)
    static class ProfilePageTest {
        @Test
        void showsThePictureOnceItIsInTheCloud(AvatarTestkit kit, InMemoryCloudStorage cloud) {
            ProfilePage page = new ProfilePage(kit.sync(), kit.signIn("anna"));

            page.changePicture(SampleImages.png(64, 64));
            kit.syncUntilIdle();

            assertTrue(page.html().contains("https://"));
            assertEquals(2, cloud.objects().size(), "the picture and its thumbnail");
        }
    }
    // end::extension[]

    @Nested
    class TheFirstPage extends ProfilePageTest {}

    @Nested
    class Configured {
        // tag::configured[]
        @RegisterExtension
        final AvatarTestkitExtension avatars = AvatarTestkitExtension.configured(builder ->
                builder.rules(MediaRules.builder().thumbnailSizes(48, 96).build()));
        // end::configured[]

        @Test
        void hasItsOwnSizes(AvatarTestkit kit) {
            Avatar avatar = kit.sync().of(kit.signIn("anna")).upload(AvatarSource.bytes(SampleImages.png(64, 64)));

            assertEquals(48, avatar.variant(Variant.THUMB).orElseThrow().width());
        }
    }

    @Nested
    @ExtendWith(AvatarTestkitExtension.class)
    class Faults {
        // tag::faults[]
        @Test
        void aPictureThatTheCloudRefusesIsShownAsAProblem(AvatarTestkit kit) {
            ProfilePage page = new ProfilePage(kit.sync(), kit.signIn("anna"));
            kit.cloud().script(Fault.fail(BlockedReason.ACCESS_DENIED).on(Operation.CLOUD_PUT));

            page.changePicture(SampleImages.png(64, 64));
            kit.syncUntilIdle();

            assertTrue(page.html().contains("ask your administrator"));
        }
        // end::faults[]

        @Test
        void more(AvatarTestkit kit) {
            Hold hold = new Hold();
            OwnerId anna = kit.signIn("anna");
            // tag::more-faults[]
            kit.cloud()
                    .script(Fault.fail(Kind.TRANSIENT).on(Operation.CLOUD_PUT).times(3)); // then it works
            kit.cloud().script(Fault.loseAnswer().on(Operation.CLOUD_PUT).target("thumb")); // it happened, nobody heard
            kit.cloud().script(Fault.landLater(hold).on(Operation.CLOUD_PUT)); // until hold.release()
            kit.cloud()
                    .script(Fault.meanwhile(() -> kit.clock().setBack(Duration.ofHours(1)))
                            .nth(9)
                            .optional());
            kit.store().script(Fault.fail().on(Operation.STORE_UPDATE)); // the disk is full
            // end::more-faults[]
            new ProfilePage(kit.sync(), anna).changePicture(SampleImages.png(64, 64));
            kit.advance(Duration.ofHours(1));
            hold.release();
        }
    }

    @Nested
    @ExtendWith(AvatarTestkitExtension.class)
    class Time {
        // tag::time[]
        @Test
        void aWeekendWithoutANetworkIsNoProblem(AvatarTestkit kit) {
            ProfilePage page = new ProfilePage(kit.sync(), kit.signIn("anna"));
            kit.goOffline();
            page.changePicture(SampleImages.png(64, 64));

            kit.advance(Duration.ofDays(2)); // tries in vain, and says how often
            assertTrue(page.html().contains("waiting for the network"));

            kit.goOnline();
            kit.syncUntilIdle();
            assertTrue(page.html().contains("https://"));
        }
        // end::time[]
    }

    @Nested
    @ExtendWith(AvatarTestkitExtension.class)
    class Crashes {
        // tag::restart[]
        @Test
        void aPictureSurvivesTheEndOfTheProcess(AvatarTestkit kit) {
            OwnerId anna = kit.signIn("anna");
            new ProfilePage(kit.sync(), anna).changePicture(SampleImages.png(64, 64));
            kit.cloud().script(kit.crashAfter().on(Operation.CLOUD_PUT)); // sent, and nobody wrote it down

            kit.syncUntilIdle(); // crashes, starts again, waits for the lease, finds the object there

            assertTrue(new ProfilePage(kit.sync(), anna).html().contains("https://"));
        }

        @Test
        void aPictureThatWasNotSavedIsNotShown(AvatarTestkit kit) {
            OwnerId anna = kit.signIn("anna");
            ProfilePage page = new ProfilePage(kit.sync(), anna);
            kit.store().script(kit.crashBefore().on(Operation.STORE_INSERT));

            assertThrows(AvatarTestkit.Crash.class, () -> page.changePicture(SampleImages.png(64, 64)));

            assertEquals("no picture", new ProfilePage(kit.sync(), anna).html()); // page is of the dead process
        }
        // end::restart[]
    }

    /** What an application might have. */
    private static final class ProfilePage {
        private final Avatars avatars;

        ProfilePage(AvatarSync sync, OwnerId owner) {
            avatars = sync.of(owner);
        }

        void changePicture(byte[] file) {
            avatars.upload(AvatarSource.bytes(file));
        }

        String html() {
            return avatars.list(1, null).items().stream()
                    .findFirst()
                    .map(this::picture)
                    .orElse("no picture");
        }

        private String picture(Avatar avatar) {
            if (avatar.state() == AvatarState.BLOCKED) {
                return "ask your administrator";
            }
            if (avatar.state() == AvatarState.PENDING) {
                return "waiting for the network";
            }
            return "<img src='"
                    + avatars.url(avatar, Variant.THUMB).orElseThrow().uri() + "'>";
        }
    }
}

package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import org.junit.jupiter.api.Test;

/** Another team's test of another team's page; the README shows it. */
class ProfilePageTest {
    // tag::testing[]
    @Test
    void theProfilePageShowsTheAvatarAfterSync() {
        try (AvatarTestkit kit = AvatarTestkit.start()) {
            ProfilePage page = new ProfilePage(kit.sync(), kit.signIn("anna"));
            page.changePicture(SampleImages.png(64, 64));
            kit.syncUntilIdle();
            assertTrue(page.html().contains("https://"));
        }
    }
    // end::testing[]

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
            Avatar avatar = avatars.list(1, null).items().get(0);
            return avatars.url(avatar, Variant.THUMB)
                    .map(url -> "<img src='" + url.uri() + "'>")
                    .orElse("no picture yet");
        }
    }
}

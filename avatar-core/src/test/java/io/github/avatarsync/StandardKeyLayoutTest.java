package io.github.avatarsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardKeyLayoutTest {
    private static final AvatarId ID = AvatarId.of("a".repeat(40));

    @ParameterizedTest
    @ValueSource(strings = {"avatars", "avatars/", "/avatars/"})
    void thePrefixIsAppliedOnceHoweverItIsWritten(String prefix) {
        assertEquals(
                "avatars/eu-west-1:11-22/images/" + ID + "_original.jpg",
                KeyLayout.standard(prefix).key("eu-west-1:11-22", ID, Variant.ORIGINAL, "jpg"));
    }

    @Test
    void videosHaveAFolderOfTheirOwnAndTheirThumbnailsAreImages() {
        assertEquals("i/videos/" + ID + "_video.mp4", KeyLayout.standard("").key("i", ID, Variant.VIDEO, "mp4"));
        assertEquals("i/images/" + ID + "_thumb_64.png", KeyLayout.standard("").key("i", ID, Variant.thumb(64), "png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b", "../a", "//a", "a b/", "ä/"})
    void aPrefixThatCouldLeaveItsFolderIsRefused(String prefix) {
        assertThrows(IllegalArgumentException.class, () -> KeyLayout.standard(prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", ".."})
    void anIdentityIsOneFolder(String identity) {
        assertThrows(
                IllegalArgumentException.class, () -> KeyLayout.standard().key(identity, ID, Variant.THUMB, "png"));
    }

    @Test
    void systemAvatarsLieInAFolderOfTheirOwn() {
        assertEquals("avatars/shared/system/", KeyLayout.standard("/avatars").systemFolder());
        assertEquals("shared/system/", KeyLayout.standard("").systemFolder());
    }

    @Test
    void noIdentityIsTheFolderThatEverybodyReads() {
        assertThrows(
                IllegalArgumentException.class, () -> KeyLayout.standard().key("shared", ID, Variant.THUMB, "png"));
    }

    @Test
    void aLayoutOfTheHostsOwnHasThemUnderTheStandardPrefix() {
        KeyLayout own = (identity, id, variant, extension) -> identity + "/" + id + variant;

        assertEquals("avatars/shared/system/", own.systemFolder());
    }
}

package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.localaws.LocalAws;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** What has to hold in the bucket, checked past every wrapper. */
final class Bucket {
    private Bucket() {}

    /** The avatar is SYNCED in its owner's folder, with the bytes that are here. */
    static Avatar assertSynced(LocalAws aws, Avatars avatars, AvatarId id) throws IOException {
        Avatar avatar = avatars.find(id).orElseThrow(() -> new AssertionError("avatar " + id + " is gone"));
        assertEquals(AvatarState.SYNCED, avatar.state(), () -> "state of " + avatar);
        assertTrue(avatar.cloudSynced());
        String folder = "avatars/" + aws.identityOf(avatar.owner().value()) + "/images/" + id;
        assertEquals(
                Set.of(folder + "_original.png", folder + "_thumb.png"),
                Set.of(
                        avatar.key(Variant.ORIGINAL).orElseThrow(),
                        avatar.key(Variant.THUMB).orElseThrow()));
        for (VariantInfo info : avatar.variants()) {
            try (InputStream local = avatars.open(id, info.variant())) {
                assertArrayEquals(
                        local.readAllBytes(),
                        aws.bytes(avatar.key(info.variant()).orElseThrow()));
            }
        }
        return avatar;
    }

    /** The avatar's files are in the bucket, and nothing else. */
    static void assertOnly(LocalAws aws, Avatar avatar) {
        assertEquals(
                Set.of(
                        avatar.key(Variant.ORIGINAL).orElseThrow(),
                        avatar.key(Variant.THUMB).orElseThrow()),
                aws.objects().keySet());
    }
}

package io.github.avatarsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Local bytes go only while the cloud has them, and come back when they are asked for. */
class EvictionTest {
    private final Household house = new Household();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void evictedBytesAreFetchedBackWhenAskedFor() throws Exception {
        Avatar avatar = synced();
        byte[] original = house.media.bytes(avatar.id(), Variant.ORIGINAL).orElseThrow();

        assertTrue(house.alices.evict(avatar.id()));

        assertEquals(Set.of(), house.media.ids());
        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertTrue(house.record(avatar).variants().stream().noneMatch(VariantInfo::local));
        try (InputStream in = house.alices.open(avatar.id(), Variant.ORIGINAL)) {
            assertArrayEquals(original, in.readAllBytes());
        }
        assertTrue(house.alices.evict(avatar.id()), "what was fetched back can go again");
        assertEquals(Set.of(), house.media.ids());
    }

    @Test
    void whatIsNotInTheCloudStays() {
        Avatar pending = house.alices.upload(Household.picture(1));
        assertFalse(house.alices.evict(pending.id()), "pending");

        house.sync.runOnce();
        String key =
                house.alices.find(pending.id()).orElseThrow().key(Variant.THUMB).orElseThrow();
        house.cloud.lose(key);
        assertFalse(house.alices.evict(pending.id()), "lost since");
        house.cloud.plant(key, "image/png", new byte[] {1, 2, 3});
        assertFalse(house.alices.evict(pending.id()), "replaced since");
        house.cloud.offline();
        assertThrows(CloudStorageException.class, () -> house.alices.evict(pending.id()));

        assertEquals(Set.of(pending.id()), house.media.ids());
        assertTrue(house.record(pending).variants().stream().allMatch(VariantInfo::local));
    }

    @Test
    void whoeverAcceptsTheAvatarMeanwhileKeepsItsBytes() {
        Avatar avatar = synced();
        AvatarRecord seen = house.record(avatar);
        assertEquals(avatar.id(), house.alices.upload(Household.picture(1)).id());

        assertFalse(evictAsSeen(seen));

        assertEquals(Set.of(avatar.id()), house.media.ids());
    }

    @Test
    void anotherOwnersAvatarIsNotThere() {
        Avatar avatar = synced();
        assertThrows(
                AvatarNotFoundException.class,
                () -> house.sync.of(Household.BOB).evict(avatar.id()));
    }

    @Test
    void theSameUploadAfterwardsIsStillADuplicate() {
        Avatar avatar = synced();
        house.alices.evict(avatar.id());

        assertEquals(avatar.id(), house.alices.upload(Household.picture(1)).id());

        assertEquals(Set.of(), house.media.ids(), "nobody needs them here");
        assertEquals(AvatarState.SYNCED, house.state(avatar));
    }

    private boolean evictAsSeen(AvatarRecord seen) {
        try {
            return house.sync.engine().orElseThrow().evict(seen);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Avatar synced() {
        Avatar avatar = house.alices.upload(Household.picture(1));
        house.sync.runOnce();
        assertEquals(AvatarState.SYNCED, house.state(avatar));
        return avatar;
    }
}

package io.github.avatarsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.Operation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Puts of large files that end before their time: the next attempt goes on, and nothing of them is left in the bucket. */
class UnfinishedPutTest {
    private final Household house = new Household();
    private final Avatars alices = house.alices;
    private final Avatar avatar = alices.upload(AvatarSource.bytes(noise(700)));

    @AfterEach
    void close() {
        house.close();
    }

    private static Fault atTheOriginal(Fault fault) {
        return fault.on(Operation.CLOUD_PUT);
    }

    @Test
    void theRecordKnowsOfItUntilTheFileIsThere() {
        house.cloud.script(atTheOriginal(Fault.fail(CloudStorageException.Kind.TRANSIENT)));
        house.sync.runOnce();

        assertTrue(house.record(avatar).unfinished(Variant.ORIGINAL).isPresent());
        assertTrue(house.record(avatar).unfinished(Variant.THUMB).isEmpty(), "one request is enough for a thumbnail");
        assertEquals(List.of(avatarKey()), house.cloud.unfinished());

        house.runFor(Duration.ofMinutes(1));
        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertTrue(house.record(avatar).unfinished(Variant.ORIGINAL).isEmpty());
        assertEquals(List.of(), house.cloud.unfinished());
    }

    @Test
    void theNextProcessGoesOnWhereTheLastOneDied() {
        house.cloud.script(atTheOriginal(Fault.loseAnswer()));
        house.sync.runOnce();
        house.sync.close();

        List<Long> told = new ArrayList<>();
        AvatarListener listener = new AvatarListener() {
            @Override
            public void progress(Avatar of, long sent, long total) {
                told.add(sent);
            }
        };
        house.sync = house.builder().listener(listener).open();
        house.runFor(Duration.ofMinutes(1));
        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertEquals(List.of(), house.cloud.unfinished());
        assertEquals(told.stream().sorted().toList(), told);
    }

    @Test
    void aDeleteAbandonsIt() {
        house.cloud.script(atTheOriginal(Fault.fail(CloudStorageException.Kind.TRANSIENT)));
        house.sync.runOnce();
        assertFalse(house.cloud.unfinished().isEmpty());

        alices.delete(avatar.id());
        house.runFor(Duration.ofMinutes(1));
        assertEquals(List.of(), house.cloud.unfinished());
        assertEquals(List.of(), house.cloud.objects());
        assertEquals(1, house.cloud.calls(Operation.CLOUD_ABANDON).size());

        house.runFor(Duration.ofMinutes(80));
        assertTrue(house.store.find(avatar.id()).isEmpty());
        assertEquals(2, house.cloud.calls(Operation.CLOUD_ABANDON).size(), "a part may have arrived late");
    }

    @Test
    void aDeleteInTheMiddleOfItLeavesNothingEither() {
        house.cloud.script(atTheOriginal(Fault.meanwhile(() -> alices.delete(avatar.id()))));
        house.sync.runOnce();

        house.runFor(Duration.ofMinutes(1));
        assertEquals(List.of(), house.cloud.unfinished());
        assertEquals(List.of(), house.cloud.objects());
    }

    @Test
    void whatMayNotBeAbandonedDoesNotHoldUpADelete() {
        house.cloud.script(atTheOriginal(Fault.fail(CloudStorageException.Kind.TRANSIENT)));
        house.cloud.script(Fault.fail(BlockedReason.ACCESS_DENIED).on(Operation.CLOUD_ABANDON));
        house.sync.runOnce();
        alices.delete(avatar.id());
        house.runFor(Duration.ofMinutes(1));

        assertEquals(List.of(), house.cloud.objects());
        assertTrue(house.record(avatar).blocked().isEmpty());
        house.runFor(Duration.ofMinutes(80));
        assertTrue(house.store.find(avatar.id()).isEmpty());
        assertEquals(List.of(), house.cloud.unfinished(), "the second sweep was let");
    }

    @Test
    void aBusyCloudIsAskedAgainToAbandonIt() {
        house.cloud.script(atTheOriginal(Fault.fail(CloudStorageException.Kind.TRANSIENT)));
        house.cloud.script(Fault.fail(CloudStorageException.Kind.TRANSIENT).on(Operation.CLOUD_ABANDON));
        house.sync.runOnce();
        alices.delete(avatar.id());
        house.runFor(Duration.ofMinutes(1));

        assertEquals(List.of(), house.cloud.unfinished());
    }

    @Test
    void whatWasFoundInTheCloudLeavesNoUnfinishedPut() {
        house.cloud.script(atTheOriginal(Fault.fail(CloudStorageException.Kind.TRANSIENT)));
        house.sync.runOnce();
        byte[] original = house.media.bytes(avatar.id(), Variant.ORIGINAL).orElseThrow();
        house.cloud.plant(avatarKey(), "image/png", original);
        house.media.lose(avatar.id(), Variant.ORIGINAL);
        house.runFor(Duration.ofMinutes(5));

        assertEquals(AvatarState.SYNCED, house.state(avatar));
        assertEquals(List.of(), house.cloud.unfinished());
    }

    @Test
    void aSignOutDoesNotInterruptTheWriteOfTheRecord() {
        AtomicBoolean interrupted = new AtomicBoolean();
        // The first update binds, the second remembers.
        house.store.script(Fault.meanwhile(() -> {
                    house.sync.signedOut(Household.ALICE);
                    interrupted.set(Thread.currentThread().isInterrupted());
                })
                .on(Operation.STORE_UPDATE)
                .nth(2));
        house.sync.runOnce();

        assertEquals(List.of(), house.store.unreached());
        assertFalse(interrupted.get(), "an interrupt closes files that other threads use");
        assertFalse(Thread.interrupted());
        assertEquals(AvatarState.PENDING, house.state(avatar));
    }

    /** A PNG that does not compress: large for its size. */
    private static byte[] noise(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(side);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, random.nextInt());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private String avatarKey() {
        return house.record(avatar).avatar().key(Variant.ORIGINAL).orElseThrow();
    }
}

package io.github.avatarsync.testkit;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import jakarta.annotation.Nonnull;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes records for tests, each with an id and a dedupe key of its own and created one second after the one before.
 *
 * <p>The same calls give the same records. Thread-safe.
 */
public final class SampleRecords {
    /** When the first record was created. */
    public static final Instant NOON = ManualClock.START;

    private final AtomicInteger count = new AtomicInteger();

    /** Numbers its records from the first. */
    public SampleRecords() {}

    /**
     * Starts the record of a picture that waits for its sync, due at its creation.
     *
     * @param owner to whom it belongs
     * @return an editor to change fields on; {@link AvatarRecord.Editor#save()} gives revision 1
     */
    @Nonnull
    public AvatarRecord.Editor pending(@Nonnull OwnerId owner) {
        int number = count.incrementAndGet();
        String hash = Sha256.of((owner + " " + number).getBytes(StandardCharsets.UTF_8));
        Instant createdAt = NOON.plus(Duration.ofSeconds(number));
        return AvatarRecord.create(AvatarId.of(hash, number), owner, createdAt)
                .dedupeKey(hash)
                .dueAt(createdAt)
                .name("picture " + number + ".png")
                .variants(List.of(variant(Variant.ORIGINAL, 640, hash), variant(Variant.THUMB, 256, hash)));
    }

    /**
     * Starts the record of a picture that waits for its sync, due at its creation.
     *
     * @param owner to whom it belongs
     * @return an editor to change fields on
     */
    @Nonnull
    public AvatarRecord.Editor pending(@Nonnull String owner) {
        return pending(OwnerId.of(owner));
    }

    /**
     * Starts the record of a picture that is in the cloud, with nothing due.
     *
     * @param owner to whom it belongs
     * @return an editor to change fields on
     */
    @Nonnull
    public AvatarRecord.Editor synced(@Nonnull String owner) {
        AvatarRecord record = pending(owner).save();
        return AvatarRecord.create(record.id(), record.owner(), record.createdAt())
                .dedupeKey(record.dedupeKey())
                .name(record.name())
                .variants(record.variants().stream()
                        .map(variant -> variant.withKey(key(record, variant)).withInCloud(true))
                        .toList());
    }

    private static String key(AvatarRecord record, VariantInfo variant) {
        return "avatars/" + record.owner() + "/images/" + record.id() + "_" + variant.variant() + ".png";
    }

    private static VariantInfo variant(Variant variant, int side, String hash) {
        String sha256 = Sha256.of((hash + variant).getBytes(StandardCharsets.UTF_8));
        return new VariantInfo(variant, "image/png", "png", side * 10L, side, side, sha256, null, false, true);
    }
}

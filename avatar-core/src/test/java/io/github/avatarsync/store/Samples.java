package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Claim;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Records and claims for tests of this package. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Samples() {}

    /** A record like the library makes them; the same name gives the same dedupe key, the same random the same id. */
    static AvatarRecord.Editor pending(String name, long random) {
        String hash = sha256(name);
        return AvatarRecord.create(AvatarId.of(hash, random), OwnerId.of("user-42"), NOON)
                .dedupeKey(hash)
                .dueAt(NOON)
                .name(name)
                .variants(List.of(variant(Variant.ORIGINAL, hash), variant(Variant.THUMB, hash)));
    }

    static AvatarRecord pending(String name) {
        return pending(name, 1).save();
    }

    static Claim claim(int limit) {
        return claim(NOON, limit);
    }

    static Claim claim(Instant now, int limit) {
        return new Claim(now, Duration.ofSeconds(90), limit, Claim.Owners.all());
    }

    private static VariantInfo variant(Variant variant, String hash) {
        return new VariantInfo(variant, "image/png", "png", 1234, 256, 256, hash, null, false, true);
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

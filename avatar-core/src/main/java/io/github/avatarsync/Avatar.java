package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An accepted image or video as the application sees it: a snapshot that never changes.
 *
 * @param id its name
 * @param owner to whom it belongs
 * @param kind picture or video
 * @param name the display name given at upload, or empty
 * @param attributes the application's own description, tags and the like
 * @param origin handed in or generated
 * @param createdAt when it was accepted
 * @param state where it stands
 * @param variants its files, the original or the video first
 * @param video what is known of a video, or null for a picture
 * @param blockedBy why it cannot go on, or null; see {@link #blocked()}
 */
public record Avatar(
        @Nonnull AvatarId id,
        @Nonnull OwnerId owner,
        @Nonnull MediaKind kind,
        @Nonnull String name,
        @Nonnull Map<String, String> attributes,
        @Nonnull Origin origin,
        @Nonnull Instant createdAt,
        @Nonnull AvatarState state,
        @Nonnull List<VariantInfo> variants,
        @Nullable VideoInfo video,
        @Nullable Blocked blockedBy) {

    /** Takes copies of the collections. */
    public Avatar {
        attributes = Map.copyOf(attributes);
        variants = List.copyOf(variants);
    }

    /**
     * Whether every variant was verified in the cloud.
     *
     * @return true also while the avatar is blocked or being deleted for another reason
     */
    public boolean cloudSynced() {
        return !variants.isEmpty() && variants.stream().allMatch(VariantInfo::inCloud);
    }

    /**
     * One of its files.
     *
     * @param variant which
     * @return empty if the avatar has no such variant
     */
    @Nonnull
    public Optional<VariantInfo> variant(@Nonnull Variant variant) {
        return variants.stream().filter(v -> v.variant().equals(variant)).findFirst();
    }

    /**
     * The name in the bucket of one of its files.
     *
     * @param variant which
     * @return empty until the avatar is bound to an identity, or if there is no such variant
     */
    @Nonnull
    public Optional<String> key(@Nonnull Variant variant) {
        return variant(variant).map(VariantInfo::key);
    }

    /**
     * Why it cannot go on, and the remedy.
     *
     * @return empty while it can go on
     */
    @Nonnull
    public Optional<Blocked> blocked() {
        return Optional.ofNullable(blockedBy);
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;

/**
 * The names of objects in the bucket.
 *
 * <p>An implementation is a pure function: the same arguments give the same key for ever, different ids or variants different
 * keys, and an identity's keys lie in a folder of its own. Keys are written into the record when an avatar is bound, so a new
 * layout applies to new avatars only.
 */
@FunctionalInterface
public interface KeyLayout {
    /** The prefix of {@link #standard()}. */
    String DEFAULT_PREFIX = "avatars/";

    /**
     * The key of a file.
     *
     * @param identity the owner's folder
     * @param id the avatar
     * @param variant which file
     * @param extension without a dot
     * @return the name of the object, without a leading slash
     */
    @Nonnull
    String key(@Nonnull String identity, @Nonnull AvatarId id, @Nonnull Variant variant, @Nonnull String extension);

    /**
     * The folder of the {@linkplain SystemAvatars system avatars}. A layout with a prefix of its own overrides it.
     *
     * @return outside every identity's folder, with a slash at its end; {@code avatars/shared/system/} by default
     */
    @Nonnull
    default String systemFolder() {
        return DEFAULT_PREFIX + "shared/system/";
    }

    /**
     * The standard layout under {@value #DEFAULT_PREFIX}.
     *
     * @return see {@link #standard(String)}
     */
    @Nonnull
    static KeyLayout standard() {
        return standard(DEFAULT_PREFIX);
    }

    /**
     * The standard layout: {@code {prefix}{identity}/images/{id}_{variant}.{ext}}, with {@code videos} for the video itself;
     * system avatars are at {@code {prefix}shared/system/{name}.{ext}}, so that no identity is called {@code shared}.
     *
     * @param prefix applied once; a missing slash at its end is added, one at its beginning dropped; may be empty
     * @return the layout
     * @throws IllegalArgumentException if the prefix has {@code ..} or an empty part
     */
    @Nonnull
    static KeyLayout standard(@Nonnull String prefix) {
        return new StandardKeyLayout(prefix);
    }
}

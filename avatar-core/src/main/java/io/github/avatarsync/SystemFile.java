package io.github.avatarsync;

import jakarta.annotation.Nonnull;

/**
 * One file of a system avatar, as it was listed.
 *
 * @param name in the folder of system avatars, for example {@code fox.png}
 * @param contentType by its extension, for example {@code image/png}
 * @param size in bytes
 * @param version of its bytes; see {@link ListedObject#version()}
 */
public record SystemFile(
        @Nonnull String name,
        @Nonnull String contentType,
        long size,
        @Nonnull String version) {
    /**
     * Whether it is a video.
     *
     * @return else it is a picture
     */
    public boolean video() {
        return contentType.startsWith("video/");
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.util.List;
import java.util.Optional;

/**
 * A picture that the application offers to everybody, perhaps with a video that moves like it.
 *
 * @param name for example {@code fox}
 * @param files pictures first, then videos with WebM before MP4: the order in which a page offers them
 */
public record SystemAvatar(@Nonnull String name, @Nonnull List<SystemFile> files) {
    /** Takes a copy of the list. */
    public SystemAvatar {
        files = List.copyOf(files);
    }

    /**
     * The picture.
     *
     * @return empty if there are only videos
     */
    @Nonnull
    public Optional<SystemFile> image() {
        return files.stream().filter(file -> !file.video()).findFirst();
    }

    /**
     * The videos, the one to be tried first in front.
     *
     * @return may be empty
     */
    @Nonnull
    public List<SystemFile> videos() {
        return files.stream().filter(SystemFile::video).toList();
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.util.Optional;

/**
 * Makes the still picture of a video for which the caller gave none; the library itself decodes no video.
 *
 * <p>Called on the thread that uploads, possibly from several at once. An implementation around an external program bounds its
 * time, uses no shell and allows it no network. What it makes goes through the intake like any picture from a stranger. If it
 * throws, or its picture is refused, the video is accepted without a poster.
 */
@FunctionalInterface
public interface PosterExtractor {
    /** Makes none. */
    PosterExtractor NONE = (contentType, video) -> Optional.empty();

    /**
     * Takes a picture out of a video.
     *
     * @param contentType {@code video/mp4} or {@code video/webm}
     * @param video the file as it would be stored; can be read any number of times during the call
     * @return a picture in one of the accepted formats, or empty if there is none
     */
    @Nonnull
    Optional<Content> poster(@Nonnull String contentType, @Nonnull Content video);
}

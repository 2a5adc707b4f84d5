package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.util.Optional;

/**
 * A host's own look at an avatar before anything of it is stored: a virus scan, moderation.
 *
 * <p>Called on the thread that uploads, possibly from several at once; may block. The file has passed the intake: it is what would
 * be stored, without its metadata. An exception fails the upload, and nothing is stored.
 */
@FunctionalInterface
public interface ContentScanner {
    /** Finds nothing. */
    ContentScanner NONE = (contentType, content) -> Optional.empty();

    /**
     * Looks at the original picture, the video, or the poster of a video.
     *
     * @param contentType found from the bytes, such as {@code image/jpeg}
     * @param content the file as it would be stored; can be read any number of times during the call
     * @return why it is refused, for people to read, or empty if it may pass
     */
    @Nonnull
    Optional<String> refusal(@Nonnull String contentType, @Nonnull Content content);
}

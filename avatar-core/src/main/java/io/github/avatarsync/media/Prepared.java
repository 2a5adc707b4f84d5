package io.github.avatarsync.media;

import io.github.avatarsync.MediaKind;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.List;

/**
 * An accepted avatar with all of its files.
 *
 * @param kind picture or video
 * @param variants the original or video first, then the thumbnails in the order of the rules, then the poster
 * @param duration of a video, or null if it is a picture or the file does not tell
 * @param codec of a video as the file names it, such as {@code avc1} or {@code V_VP9}, or null if it is a picture
 * @param mismatch what was declared instead of the format that was found, for people to read, or null if nothing contradicts
 */
public record Prepared(
        MediaKind kind,
        List<PreparedVariant> variants,
        @Nullable Duration duration,
        @Nullable String codec,
        @Nullable String mismatch) {
    /** Copies the list. */
    public Prepared {
        variants = List.copyOf(variants);
    }
}

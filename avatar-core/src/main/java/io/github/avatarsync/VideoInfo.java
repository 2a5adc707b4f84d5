package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a video beside its size in pixels, which is in its {@link VariantInfo}.
 *
 * @param length how long it plays, in whole milliseconds, or null if the file does not tell; see {@link #duration()}
 * @param codec of the picture as the file names it, such as {@code avc1} or {@code V_VP9}
 */
public record VideoInfo(@Nullable Duration length, @Nonnull String codec) {
    /** Cuts the length to milliseconds. */
    public VideoInfo {
        length = length == null ? null : Duration.ofMillis(length.toMillis());
    }

    /**
     * How long it plays.
     *
     * @return empty if the file does not tell, as recordings of browsers often do not
     */
    @Nonnull
    public Optional<Duration> duration() {
        return Optional.ofNullable(length);
    }
}

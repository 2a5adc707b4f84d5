package io.github.avatarsync.media;

import jakarta.annotation.Nullable;
import java.time.Duration;

/**
 * What an inspector found in a video.
 *
 * @param format of the file
 * @param width as people see it
 * @param height as people see it
 * @param duration or null if the file does not tell
 * @param codec of the picture, as the file names it, such as {@code avc1} or {@code V_VP9}
 * @param patches that take the metadata away
 * @param length of the file without what trails behind it
 */
record VideoInspection(
        Format format,
        int width,
        int height,
        @Nullable Duration duration,
        String codec,
        Patches patches,
        long length) {}

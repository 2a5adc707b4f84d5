package io.github.avatarsync.media;

import io.github.avatarsync.Content;
import io.github.avatarsync.Variant;

/**
 * One file of a prepared avatar.
 *
 * @param variant which one
 * @param contentType MIME type, such as {@code image/png}
 * @param extension without a dot: png, jpg, gif, webp, mp4 or webm
 * @param width in pixels, as people see it
 * @param height in pixels, as people see it
 * @param content the bytes; those of a video are read again from what was handed in, which has to stay readable until they
 *     are stored
 */
public record PreparedVariant(
        Variant variant, String contentType, String extension, int width, int height, Content content) {}

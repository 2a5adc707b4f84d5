package io.github.avatarsync.media;

import io.github.avatarsync.MediaKind;

/** A file format that can be accepted, with the names it goes by outside. */
enum Format {
    PNG("PNG", "image/png", "png", MediaKind.IMAGE),
    JPEG("JPEG", "image/jpeg", "jpg", MediaKind.IMAGE),
    GIF("GIF", "image/gif", "gif", MediaKind.IMAGE),
    WEBP("WebP", "image/webp", "webp", MediaKind.IMAGE),
    MP4("MP4", "video/mp4", "mp4", MediaKind.VIDEO),
    WEBM("WebM", "video/webm", "webm", MediaKind.VIDEO);

    final String label;
    final String contentType;
    final String extension;
    final MediaKind kind;

    Format(String label, String contentType, String extension, MediaKind kind) {
        this.label = label;
        this.contentType = contentType;
        this.extension = extension;
        this.kind = kind;
    }
}

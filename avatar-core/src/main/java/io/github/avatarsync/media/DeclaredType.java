package io.github.avatarsync.media;

import jakarta.annotation.Nullable;
import java.util.Locale;
import java.util.Map;

/** What a file name or a media type says about a format; compared with what the bytes say. */
final class DeclaredType {
    private static final Map<String, Format> BY_EXTENSION = Map.ofEntries(
            Map.entry("png", Format.PNG),
            Map.entry("apng", Format.PNG),
            Map.entry("jpg", Format.JPEG),
            Map.entry("jpeg", Format.JPEG),
            Map.entry("jpe", Format.JPEG),
            Map.entry("jfif", Format.JPEG),
            Map.entry("gif", Format.GIF),
            Map.entry("webp", Format.WEBP),
            Map.entry("mp4", Format.MP4),
            Map.entry("m4v", Format.MP4),
            Map.entry("webm", Format.WEBM));

    private static final Map<String, Format> BY_MEDIA_TYPE = Map.of(
            "image/png", Format.PNG,
            "image/apng", Format.PNG,
            "image/jpeg", Format.JPEG,
            "image/jpg", Format.JPEG,
            "image/gif", Format.GIF,
            "image/webp", Format.WEBP,
            "video/mp4", Format.MP4,
            "video/webm", Format.WEBM);

    private DeclaredType() {}

    /** The contradiction in words, or null if there is none: no declaration, a general one, or the format that was found. */
    @Nullable
    static String mismatch(@Nullable String declared, Format found) {
        if (declared == null) {
            return null;
        }
        String text = declared.strip().toLowerCase(Locale.ROOT);
        boolean mediaType = text.startsWith("image/") || text.startsWith("video/");
        if (mediaType) {
            String type = text.split(";", 2)[0].strip();
            return BY_MEDIA_TYPE.get(type) == found ? null : words(type, found);
        }
        String extension = text.substring(text.lastIndexOf('.') + 1);
        boolean telling = text.indexOf('.') >= 0
                && extension.matches("[a-z0-9]{2,5}")
                && !extension.matches("[0-9]+|tmp|bin|part");
        return !telling || BY_EXTENSION.get(extension) == found ? null : words("." + extension, found);
    }

    private static String words(String declared, Format found) {
        return "declared as " + declared.replaceAll("[^a-z0-9./+-]", "?") + ", but it is " + found.label;
    }
}

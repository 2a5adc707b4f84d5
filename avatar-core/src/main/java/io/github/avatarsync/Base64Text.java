package io.github.avatarsync;

import io.github.avatarsync.InvalidAvatarException.Code;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Base64 as it arrives from browsers: bare or in a {@code data:} URL, either alphabet, with or without padding and line breaks. */
final class Base64Text {
    private static final int MAX_MEDIA_TYPE = 100;

    private Base64Text() {}

    static InputStream open(String text) {
        String digits =
                payload(text.strip()).replaceAll("\\s", "").replace('-', '+').replace('_', '/');
        try {
            return new ByteArrayInputStream(Base64.getDecoder().decode(digits));
        } catch (IllegalArgumentException e) {
            // The decoder's message quotes the character it met, which belongs to somebody's picture.
            throw new InvalidAvatarException(
                    Code.NOT_BASE64, "the text is not base64; send the file's bytes encoded as base64");
        }
    }

    /** What a {@code data:} URL says it holds; empty for bare base64 and for a URL that does not say. */
    static Optional<String> mediaType(String text) {
        String url = text.strip();
        int end = url.indexOf(';');
        boolean told = url.regionMatches(true, 0, "data:", 0, 5) && end > 5 && end < MAX_MEDIA_TYPE;
        return told ? Optional.of(url.substring(5, end)) : Optional.empty();
    }

    private static String payload(String text) {
        if (!text.regionMatches(true, 0, "data:", 0, 5)) {
            return text;
        }
        int comma = text.indexOf(',');
        if (comma < 0 || !text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw new InvalidAvatarException(Code.NOT_BASE64, "a data: URL needs ';base64,' before its content");
        }
        return text.substring(comma + 1).replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
    }
}

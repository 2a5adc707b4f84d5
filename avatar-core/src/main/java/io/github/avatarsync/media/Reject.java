package io.github.avatarsync.media;

import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.InvalidAvatarException.Code;
import jakarta.annotation.Nullable;
import java.util.Locale;

/** The refusals of this room, worded in one place: what was found, what is allowed. */
final class Reject {
    private Reject() {}

    static InvalidAvatarException empty() {
        return new InvalidAvatarException(Code.EMPTY, "there are no bytes");
    }

    static InvalidAvatarException unsupported(String what) {
        return new InvalidAvatarException(
                Code.UNSUPPORTED_FORMAT, what + " is not supported; use PNG, JPEG, GIF, WebP, MP4 or WebM");
    }

    static InvalidAvatarException tooLarge(String what, long bytes, long allowed) {
        return new InvalidAvatarException(
                Code.TOO_LARGE, number("%s has %,d bytes, allowed are %,d", what, bytes, allowed));
    }

    static InvalidAvatarException tooComplex(Format format, String what, long allowed) {
        return new InvalidAvatarException(
                Code.TOO_COMPLEX, number("%s has more than %,d %s", format.label, allowed, what));
    }

    static InvalidAvatarException tooMuchMemory(Format format, long allowed) {
        return new InvalidAvatarException(
                Code.TOO_COMPLEX, number("%s needs more than %,d bytes of memory to decode", format.label, allowed));
    }

    static InvalidAvatarException tooManyPixels(Format format, long width, long height, String allowed) {
        return new InvalidAvatarException(
                Code.TOO_MANY_PIXELS,
                number("%s of %,d x %,d pixels, allowed are %s", format.label, width, height, allowed));
    }

    static InvalidAvatarException truncated(Format format, String where) {
        return new InvalidAvatarException(Code.TRUNCATED, format.label + " ends too early: " + where);
    }

    static InvalidAvatarException malformed(Format format, String what) {
        return malformed(format, what, null);
    }

    static InvalidAvatarException malformed(Format format, String what, @Nullable Throwable cause) {
        return new InvalidAvatarException(Code.MALFORMED, format.label + " is damaged: " + what, cause);
    }

    static InvalidAvatarException unreadable(Exception cause) {
        return new InvalidAvatarException(Code.UNREADABLE, "the bytes handed in cannot be read", cause);
    }

    /** The refusal of a poster, so that nobody looks for the fault in the video. */
    static InvalidAvatarException poster(InvalidAvatarException refusal) {
        String reason = String.valueOf(refusal.getMessage())
                .substring(refusal.code().name().length() + 2);
        return new InvalidAvatarException(refusal.code(), "the poster: " + reason, refusal);
    }

    static String number(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}

package io.github.avatarsync.media;

import jakarta.annotation.Nullable;

/** An ICC colour profile of which only the outer structure has been looked at (ICC.1:2022, 7.2). */
final class IccProfile {
    private static final int HEADER_BYTES = 128;
    private static final int TAG_COUNT_BYTES = 4;

    private final byte[] bytes;

    private IccProfile(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The profile, or null if the bytes lack its signature or are fewer than it says. */
    @Nullable
    static IccProfile of(byte[] bytes) {
        boolean plausible = bytes.length >= HEADER_BYTES + TAG_COUNT_BYTES
                && bytes[36] == 'a'
                && bytes[37] == 'c'
                && bytes[38] == 's'
                && bytes[39] == 'p'
                && new Cursor(bytes, 0, bytes.length, Format.JPEG).u32("profile size") <= bytes.length;
        return plausible ? new IccProfile(bytes) : null;
    }

    /** Not copied: the caller does not change them. */
    byte[] bytes() {
        return bytes;
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.nio.charset.StandardCharsets;

/**
 * The application's user to whom an avatar belongs, in the application's own terms.
 *
 * @param value 1 to 256 characters without control characters; compared exactly. It is written to the local record and never to
 *     the bucket
 */
public record OwnerId(@Nonnull String value) implements Comparable<OwnerId> {
    private static final int MAX_LENGTH = 256;

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if it is blank, too long or has control characters
     */
    public OwnerId {
        if (value.isBlank() || value.length() > MAX_LENGTH || !isText(value)) {
            throw new IllegalArgumentException("an owner id needs 1 to " + MAX_LENGTH
                    + " characters, no control characters and no halves of a surrogate pair");
        }
    }

    private static boolean isText(String value) {
        return value.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    /**
     * Shorthand for the constructor.
     *
     * @param value see {@link OwnerId}
     * @return the owner
     */
    @Nonnull
    public static OwnerId of(@Nonnull String value) {
        return new OwnerId(value);
    }

    @Override
    public int compareTo(OwnerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.util.regex.Pattern;

/**
 * The name of one avatar: unique for every upload, safe in file names, keys and URLs.
 *
 * <p>Its first 24 digits come from a hash over owner and bytes, so that a store finds duplicates by name; the other 16 are
 * random, so that the name tells others nothing about the picture.
 *
 * @param value 40 lower-case hexadecimal digits
 */
public record AvatarId(@Nonnull String value) implements Comparable<AvatarId> {
    /** How many leading digits are taken from the dedupe key. */
    public static final int HASH_DIGITS = 24;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not 40 lower-case hexadecimal digits
     */
    public AvatarId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an avatar id is 40 lower-case hexadecimal digits");
        }
    }

    /**
     * Shorthand for the constructor.
     *
     * @param value see {@link AvatarId}
     * @return the id
     */
    @Nonnull
    public static AvatarId of(@Nonnull String value) {
        return new AvatarId(value);
    }

    /**
     * The id of a new upload.
     *
     * @param hash SHA-256 in hexadecimal of which the first {@value #HASH_DIGITS} digits are used
     * @param random 64 random bits
     * @return the id
     */
    @Nonnull
    public static AvatarId of(@Nonnull String hash, long random) {
        return new AvatarId(hash.substring(0, HASH_DIGITS) + String.format("%016x", random));
    }

    @Override
    public int compareTo(AvatarId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.util.regex.Pattern;

/**
 * The name of one file of an avatar: {@code original}, {@code thumb}, {@code thumb_128}, {@code video}, {@code poster}.
 *
 * @param name 1 to 32 characters of {@code a-z 0-9 _}; part of file names and of keys in the bucket
 */
public record Variant(@Nonnull String name) implements Comparable<Variant> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,32}");

    /** The image as handed in, without its metadata. */
    public static final Variant ORIGINAL = new Variant("original");

    /** The thumbnail of the first size in {@link MediaRules}: a centre-cropped square of 256 pixels by default. */
    public static final Variant THUMB = new Variant("thumb");

    /** The video as handed in, without its location. */
    public static final Variant VIDEO = new Variant("video");

    /** The still picture that stands for a video. */
    public static final Variant POSTER = new Variant("poster");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name has other characters or another length
     */
    public Variant {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("variant name must match " + NAME + ", was: " + name);
        }
    }

    /**
     * The thumbnail of a further size.
     *
     * @param px side of the square in pixels
     * @return {@code thumb_{px}}
     */
    @Nonnull
    public static Variant thumb(int px) {
        return new Variant("thumb_" + px);
    }

    @Override
    public int compareTo(Variant other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

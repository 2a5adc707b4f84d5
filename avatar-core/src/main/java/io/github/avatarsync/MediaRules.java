package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * The limits that an avatar has to keep, and what is made of it.
 *
 * <p>Immutable and thread-safe. Sizes in bytes, sides and areas in pixels. The structural limits lie two to thirty times above the
 * largest value found in 260 pictures of real cameras, phones and editors; whoever exceeds one is refused before a decoder
 * sees the file. Accepted formats: PNG, JPEG, GIF, WebP, MP4, WebM.
 */
public final class MediaRules {
    /** How thumbnails are written. */
    public enum ThumbnailFormat {
        /** Always PNG: lossless, any transparency; about 130 KB for a photo of 256 pixels. */
        PNG,
        /** JPEG where the picture is opaque (about 17 KB for a photo of 256 pixels), PNG otherwise. */
        JPEG_IF_OPAQUE
    }

    private static final MediaRules DEFAULTS = builder().build();

    private final Builder values;

    private MediaRules(Builder values) {
        this.values = values;
    }

    /**
     * The rules with every limit at its default.
     *
     * @return always the same object
     */
    @Nonnull
    public static MediaRules defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a new builder
     */
    @Nonnull
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the largest image file, in bytes; default 10 MiB, the limit of the system this library succeeds} */
    public long maxImageBytes() {
        return values.maxImageBytes;
    }

    /** {@return the largest video file, in bytes; default 50 MiB, the limit of the system this library succeeds} */
    public long maxVideoBytes() {
        return values.maxVideoBytes;
    }

    /** {@return the longest side of a picture, in pixels; default 16,384} */
    public int maxSide() {
        return values.maxSide;
    }

    /** {@return the largest area of a JPEG, in pixels; default 50 million, what phones deliver at their best} */
    public long maxJpegPixels() {
        return values.maxJpegPixels;
    }

    /** {@return the largest area of a PNG, GIF, WebP or video frame, in pixels; default 24 million} */
    public long maxPixels() {
        return values.maxPixels;
    }

    /** {@return the most frames of an animation; default 1,000} */
    public int maxFrames() {
        return values.maxFrames;
    }

    /** {@return the most scans of a JPEG; default 64, real files have up to 14} */
    public int maxJpegScans() {
        return values.maxJpegScans;
    }

    /** {@return the most parts of a file (segments, chunks, blocks beside pixel data and frames); default 1,000} */
    public int maxParts() {
        return values.maxParts;
    }

    /** {@return the largest colour profile, in bytes after decompression; default 1 MiB} */
    public int maxProfileBytes() {
        return values.maxProfileBytes;
    }

    /** {@return the most bytes of metadata, kept or dropped; default 4 MiB, some phones keep a second picture there} */
    public long maxMetadataBytes() {
        return values.maxMetadataBytes;
    }

    /** {@return the pixels that may be in decoders at one time, over all threads; default 64 million} */
    public long maxPixelsInFlight() {
        return values.maxPixelsInFlight;
    }

    /** {@return how long one picture may take to decode; default 5 s} */
    @Nonnull
    public Duration decodeTimeout() {
        return values.decodeTimeout;
    }

    /** {@return whether a file name or declared type that contradicts the bytes is refused; default false: the bytes win} */
    public boolean refuseWrongType() {
        return values.refuseWrongType;
    }

    /** {@return sides of the square thumbnails, in pixels, the first is {@link Variant#THUMB}; default 256} */
    @Nonnull
    public List<Integer> thumbnailSizes() {
        return values.thumbnailSizes;
    }

    /** {@return how thumbnails are written; default PNG} */
    @Nonnull
    public ThumbnailFormat thumbnailFormat() {
        return values.thumbnailFormat;
    }

    /** Collects rules; every setter returns the builder. Not thread-safe. */
    public static final class Builder implements Cloneable {
        private static final long MIB = 1L << 20;

        private long maxImageBytes = 10 * MIB;
        private long maxVideoBytes = 50 * MIB;
        private int maxSide = 16_384;
        private long maxJpegPixels = 50_000_000;
        private long maxPixels = 24_000_000;
        private int maxFrames = 1_000;
        private int maxJpegScans = 64;
        private int maxParts = 1_000;
        private int maxProfileBytes = (int) MIB;
        private long maxMetadataBytes = 4 * MIB;
        private long maxPixelsInFlight = 64_000_000;
        private Duration decodeTimeout = Duration.ofSeconds(5);
        private boolean refuseWrongType;
        private List<Integer> thumbnailSizes = List.of(256);
        private ThumbnailFormat thumbnailFormat = ThumbnailFormat.PNG;

        private Builder() {}

        /**
         * Sets the largest image file.
         *
         * @param bytes 1 to 256 MiB; an image is held in memory while it is prepared
         * @return this builder
         */
        @Nonnull
        public Builder maxImageBytes(long bytes) {
            maxImageBytes = inRange("maxImageBytes", bytes, 1, 256 * MIB);
            return this;
        }

        /**
         * Sets the largest video file.
         *
         * @param bytes 1 to 4 GiB; a video is streamed, never held in memory
         * @return this builder
         */
        @Nonnull
        public Builder maxVideoBytes(long bytes) {
            maxVideoBytes = inRange("maxVideoBytes", bytes, 1, 4096 * MIB);
            return this;
        }

        /**
         * Sets the longest side.
         *
         * @param pixels 1 to 65,535
         * @return this builder
         */
        @Nonnull
        public Builder maxSide(int pixels) {
            maxSide = (int) inRange("maxSide", pixels, 1, 65_535);
            return this;
        }

        /**
         * Sets the largest area of a JPEG.
         *
         * @param pixels 1 to 500 million
         * @return this builder
         */
        @Nonnull
        public Builder maxJpegPixels(long pixels) {
            maxJpegPixels = inRange("maxJpegPixels", pixels, 1, 500_000_000);
            return this;
        }

        /**
         * Sets the largest area of a picture that is not a JPEG, and of a video frame.
         *
         * @param pixels 1 to 500 million
         * @return this builder
         */
        @Nonnull
        public Builder maxPixels(long pixels) {
            maxPixels = inRange("maxPixels", pixels, 1, 500_000_000);
            return this;
        }

        /**
         * Sets the most frames of an animation.
         *
         * @param frames 1 to 100,000
         * @return this builder
         */
        @Nonnull
        public Builder maxFrames(int frames) {
            maxFrames = (int) inRange("maxFrames", frames, 1, 100_000);
            return this;
        }

        /**
         * Sets the most scans of a JPEG.
         *
         * @param scans 1 to 1,000
         * @return this builder
         */
        @Nonnull
        public Builder maxJpegScans(int scans) {
            maxJpegScans = (int) inRange("maxJpegScans", scans, 1, 1_000);
            return this;
        }

        /**
         * Sets the most segments, chunks or blocks of a file.
         *
         * @param parts 16 to 100,000
         * @return this builder
         */
        @Nonnull
        public Builder maxParts(int parts) {
            maxParts = (int) inRange("maxParts", parts, 16, 100_000);
            return this;
        }

        /**
         * Sets the largest colour profile.
         *
         * @param bytes 0 to 16 MiB
         * @return this builder
         */
        @Nonnull
        public Builder maxProfileBytes(int bytes) {
            maxProfileBytes = (int) inRange("maxProfileBytes", bytes, 0, 16 * MIB);
            return this;
        }

        /**
         * Sets the most bytes of metadata.
         *
         * @param bytes 0 to 256 MiB
         * @return this builder
         */
        @Nonnull
        public Builder maxMetadataBytes(long bytes) {
            maxMetadataBytes = inRange("maxMetadataBytes", bytes, 0, 256 * MIB);
            return this;
        }

        /**
         * Sets the pixels that may be in decoders at one time; more threads wait their turn. A larger picture goes alone.
         *
         * @param pixels 1 to 10,000 million
         * @return this builder
         */
        @Nonnull
        public Builder maxPixelsInFlight(long pixels) {
            maxPixelsInFlight = inRange("maxPixelsInFlight", pixels, 1, 10_000_000_000L);
            return this;
        }

        /**
         * Sets how long one picture may take to decode, waiting for its turn not counted.
         *
         * @param timeout 10 ms to 10 minutes
         * @return this builder
         */
        @Nonnull
        public Builder decodeTimeout(@Nonnull Duration timeout) {
            inRange("decodeTimeout in ms", timeout.toMillis(), 10, 600_000);
            decodeTimeout = timeout;
            return this;
        }

        /**
         * Sets whether a file name or declared type that contradicts the bytes is refused.
         *
         * @param refuse true to refuse with {@code TYPE_MISMATCH}, false to go by the bytes
         * @return this builder
         */
        @Nonnull
        public Builder refuseWrongType(boolean refuse) {
            refuseWrongType = refuse;
            return this;
        }

        /**
         * Sets the sides of the thumbnails; all are made from one decode.
         *
         * @param pixels 1 to 16 different sides, each 1 to 2,048; the first becomes {@link Variant#THUMB}
         * @return this builder
         */
        @Nonnull
        public Builder thumbnailSizes(@Nonnull int... pixels) {
            LinkedHashSet<Integer> sizes = new LinkedHashSet<>();
            for (int side : pixels) {
                sizes.add((int) inRange("thumbnail size", side, 1, 2_048));
            }
            inRange("number of different thumbnail sizes", sizes.size(), 1, 16);
            thumbnailSizes = List.copyOf(sizes);
            return this;
        }

        /**
         * Sets how thumbnails are written.
         *
         * @param format not null
         * @return this builder
         */
        @Nonnull
        public Builder thumbnailFormat(@Nonnull ThumbnailFormat format) {
            thumbnailFormat = Objects.requireNonNull(format, "format");
            return this;
        }

        /**
         * Makes the rules.
         *
         * @return immutable rules with the values as of now
         */
        @Nonnull
        public MediaRules build() {
            return new MediaRules(clone());
        }

        @Override
        protected Builder clone() {
            try {
                return (Builder) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }

        private static long inRange(String name, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", was: " + value);
            }
            return value;
        }
    }
}

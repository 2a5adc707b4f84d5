package io.github.avatarsync.media;

import java.time.Duration;

/** The point in time at which decoding one picture has to be over. */
final class Deadline {
    /** Ends a decoder from within its own calls; unchecked, because decoders swallow {@link java.io.IOException}. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("decoding took too long", null, false, false);
        }
    }

    private final long start = System.nanoTime();
    private final long nanos;

    Deadline(Duration time) {
        this.nanos = time.toNanos();
    }

    boolean over() {
        return System.nanoTime() - start > nanos;
    }

    void check() {
        if (over()) {
            throw new Exceeded();
        }
    }
}

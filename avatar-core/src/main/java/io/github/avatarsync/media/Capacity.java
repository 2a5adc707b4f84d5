package io.github.avatarsync.media;

import io.github.avatarsync.MediaRules;
import java.util.function.Supplier;

/**
 * How much is worked on at one time, over all threads: bytes of files that are held, pixels in decoders, and no more decoders
 * than processors, so that a crowd of uploads makes them wait and not run into the deadline.
 */
final class Capacity {
    private static final long FILES_IN_FLIGHT = 64L << 20;
    private static final int KIB = 1024;
    private static final int KILOPIXEL = 1000;

    /** Of a decoder that holds the whole picture: four samples of eight bits, and what it needs on its way. */
    private static final int BYTES_PER_PIXEL = 8;

    private final long pixelLimit;
    private final int processors;
    private final Admission files;
    private final Admission pixels;

    Capacity(MediaRules rules) {
        this(rules, Runtime.getRuntime().maxMemory(), Runtime.getRuntime().availableProcessors());
    }

    Capacity(MediaRules rules, long heap, int processors) {
        this.pixelLimit = Math.min(rules.maxPixelsInFlight(), heap / 2 / BYTES_PER_PIXEL);
        this.processors = processors;
        this.files = new Admission(Math.min(FILES_IN_FLIGHT, heap / 4), KIB);
        this.pixels = new Admission(pixelLimit, KILOPIXEL);
    }

    <T> T holding(long bytes, Supplier<T> work) {
        return files.with(bytes, work);
    }

    <T> T decoding(Inspection picture, Supplier<T> work) {
        long weight = (long) picture.width() * picture.height();
        if (picture.format() == Format.WEBP && weight > pixelLimit) {
            throw Reject.tooManyPixels(
                    Format.WEBP,
                    picture.width(),
                    picture.height(),
                    Reject.number("%,d in all with the memory of this process", pixelLimit));
        }
        return pixels.with(Math.max(weight, pixelLimit / processors), work);
    }
}

package io.github.avatarsync.media;

import io.github.avatarsync.MediaRules;
import java.util.Collections;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * How much is worked on at one time, over all threads: bytes of files that are held, pixels in decoders, and no more decoders
 * than processors, so that a crowd of uploads makes them wait and not run into the deadline.
 */
final class Capacity {
    private static final long MIB = 1L << 20;
    private static final long FILES_IN_FLIGHT = 64 * MIB;
    private static final int KIB = 1024;
    private static final int KILOPIXEL = 1000;

    /** Of a decoder that holds the whole picture: four samples of eight bits, and what it needs on its way. */
    private static final int BYTES_PER_PIXEL = 8;

    /** What a decoder needs beside its pixels: rows, tables, objects. */
    private static final long MOST_BESIDE_PIXELS = 32 * MIB;

    /** Making a thumbnail takes as much memory as decoding four times its pixels. */
    private static final int THUMBNAIL_WEIGHT = 4;

    private final long pixelLimit;
    private final int processors;
    private final long besidePixels;
    private final long thumbnailWeight;
    private final Admission files;
    private final Admission pixels;

    Capacity(MediaRules rules) {
        this(rules, Runtime.getRuntime().maxMemory(), Runtime.getRuntime().availableProcessors());
    }

    Capacity(MediaRules rules, long heap, int processors) {
        this.pixelLimit = Math.min(rules.maxPixelsInFlight(), heap / 2 / BYTES_PER_PIXEL);
        this.processors = processors;
        this.besidePixels = Math.min(MOST_BESIDE_PIXELS, heap / 8 / processors);
        long side = Collections.max(rules.thumbnailSizes());
        this.thumbnailWeight = THUMBNAIL_WEIGHT * side * side;
        this.files = new Admission(Math.min(FILES_IN_FLIGHT, heap / 8), KIB);
        this.pixels = new Admission(pixelLimit, KILOPIXEL);
    }

    <T> T holding(long bytes, Supplier<T> work) {
        return files.with(bytes, work);
    }

    /** Waits for room, then decodes with an allowance of so many bytes. */
    <T> T decoding(Inspection picture, LongFunction<T> work) {
        long weight = (long) picture.width() * picture.height();
        if (picture.format() == Format.WEBP && weight > pixelLimit) {
            throw Reject.tooManyPixels(
                    Format.WEBP,
                    picture.width(),
                    picture.height(),
                    Reject.number("%,d in all with the memory of this process", pixelLimit));
        }
        long admitted = Math.max(Math.max(weight, thumbnailWeight), pixelLimit / processors);
        long allowance = BYTES_PER_PIXEL * Math.min(admitted, pixelLimit) + besidePixels;
        return pixels.with(admitted, () -> work.apply(allowance));
    }
}

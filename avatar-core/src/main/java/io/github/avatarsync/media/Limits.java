package io.github.avatarsync.media;

import io.github.avatarsync.MediaRules;

/** The limits of one file while it is inspected: counts what adds up, refuses what exceeds the rules. */
final class Limits {
    private static final int MAX_BOXES = 10_000;

    private final MediaRules rules;
    private final Format format;
    private int parts;
    private int boxes;
    private int frames;
    private long metadata;

    Limits(MediaRules rules, Format format) {
        this.rules = rules;
        this.format = format;
    }

    /** Counts a segment, chunk or block. */
    void part() {
        if (++parts > rules.maxParts()) {
            throw Reject.tooComplex(format, "segments, chunks or blocks", rules.maxParts());
        }
    }

    /** Counts a box or element of a video. */
    void box() {
        if (++boxes > MAX_BOXES) {
            throw Reject.tooComplex(format, "boxes or elements", MAX_BOXES);
        }
    }

    void frame() {
        if (++frames > rules.maxFrames()) {
            throw Reject.tooComplex(format, "frames", rules.maxFrames());
        }
    }

    int frames() {
        return frames;
    }

    void scans(int scans) {
        if (scans > rules.maxJpegScans()) {
            throw Reject.tooComplex(format, "scans", rules.maxJpegScans());
        }
    }

    void metadata(long bytes) {
        metadata += bytes;
        if (metadata > rules.maxMetadataBytes()) {
            throw Reject.tooComplex(format, "bytes of metadata", rules.maxMetadataBytes());
        }
    }

    int profileBytes() {
        return rules.maxProfileBytes();
    }

    void profile(long bytes) {
        if (bytes > rules.maxProfileBytes()) {
            throw Reject.tooComplex(format, "bytes of colour profile", rules.maxProfileBytes());
        }
    }

    void size(long width, long height) {
        if (width < 1 || height < 1) {
            throw Reject.malformed(format, "its size is " + width + " x " + height);
        }
        long area = format == Format.JPEG ? rules.maxJpegPixels() : rules.maxPixels();
        if (width > rules.maxSide() || height > rules.maxSide()) {
            throw Reject.tooManyPixels(format, width, height, Reject.number("%,d a side", rules.maxSide()));
        }
        if (width * height > area) {
            throw Reject.tooManyPixels(format, width, height, Reject.number("%,d in all", area));
        }
    }
}

package io.github.avatarsync.media;

import io.github.avatarsync.MediaRules;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Walks the elements of a WebM once, streaming (RFC 9559): header, information and tracks are looked through, clusters are
 * skipped; tags, attachments, titles, dates and whatever else a player does not need become empty space.
 */
final class WebmInspector {
    private static final long EBML = 0x1a45dfa3L;
    private static final long DOC_TYPE = 0x4282;
    private static final long SEGMENT = 0x18538067L;
    private static final long INFO = 0x1549a966L;
    private static final long TIMESTAMP_SCALE = 0x2ad7b1;
    private static final long DURATION = 0x4489;
    private static final long TRACKS = 0x1654ae6bL;
    private static final long TRACK_ENTRY = 0xae;
    private static final long CLUSTER = 0x1f43b675L;
    private static final long SEEK_HEAD = 0x114d9b74L;
    private static final long CUES = 0x1c53bb6bL;

    /** What can follow a cluster whose length is not known, and so ends it: further ones are Tags, Chapters, Attachments. */
    private static final Set<Long> TOP_LEVEL =
            Set.of(INFO, TRACKS, CLUSTER, SEEK_HEAD, CUES, 0x1254c367L, 0x1043a770L, 0x1941a469L);

    /** MuxingApp and WritingApp are mandatory. */
    private static final Set<Long> INFO_KEPT = Set.of(TIMESTAMP_SCALE, DURATION, 0x4d80L, 0x5741L);

    private static final long MAX_HEADER_BYTES = 1024;
    private static final int MAX_DOC_TYPE = 16;
    private static final int MAX_BLOCKS = 1_000_000;
    private static final long DEFAULT_SCALE = 1_000_000;
    private static final double MAX_NANOS = 1e17;

    private final SourceCursor in;
    private final Limits limits;
    private final Patches patches = new Patches();
    private long scale = DEFAULT_SCALE;
    private double ticks;
    private int blocks;

    @Nullable
    private WebmTrack picture;

    /** The header of an element that ended a cluster of unknown length. */
    @Nullable
    private WebmElement pending;

    private WebmInspector(SourceCursor in, MediaRules rules) {
        this.in = in;
        this.limits = new Limits(rules, Format.WEBM);
    }

    static VideoInspection inspect(SourceCursor in, MediaRules rules) throws IOException {
        return new WebmInspector(in, rules).inspect();
    }

    private VideoInspection inspect() throws IOException {
        header();
        WebmElement segment = WebmElement.read(in);
        if (segment.id() != SEGMENT) {
            throw Reject.malformed(Format.WEBM, "its header is not followed by a segment");
        }
        long end = in.position() + (segment.isOpen() ? in.remaining() : segment.length());
        in.need(end - in.position(), "segment");
        segment(end);
        if (picture == null) {
            throw Reject.unsupported("WebM without a picture");
        }
        return new VideoInspection(
                Format.WEBM, (int) picture.width(), (int) picture.height(), duration(), picture.codec(), patches, end);
    }

    private void header() throws IOException {
        WebmElement header = WebmElement.read(in);
        if (header.id() != EBML || header.isOpen() || header.length() > MAX_HEADER_BYTES) {
            throw Reject.malformed(Format.WEBM, "it does not start with its header");
        }
        in.need(header.length(), "header");
        String docType = "";
        while (in.position() < header.end()) {
            WebmElement element = WebmElement.readWithin(in, header.end());
            if (element.id() == DOC_TYPE && element.length() <= MAX_DOC_TYPE) {
                docType = in.latin((int) element.length(), "document type").replace("\0", "");
            }
            skipRest(element);
        }
        if (!docType.equals("webm")) {
            throw Reject.unsupported("Matroska video (MKV)");
        }
    }

    private void segment(long end) throws IOException {
        while (pending != null || in.position() < end) {
            limits.box();
            WebmElement element = pending == null ? WebmElement.read(in) : pending;
            pending = null;
            if (element.isOpen() ? element.id() != CLUSTER : element.end() > end) {
                throw Reject.malformed(Format.WEBM, "an element that reaches beyond its segment at " + element.start());
            }
            switch ((int) element.id()) {
                case (int) INFO -> info(element);
                case (int) TRACKS -> tracks(element);
                case (int) CLUSTER -> cluster(element, end);
                case (int) SEEK_HEAD, (int) CUES -> skipRest(element);
                default -> blank(element);
            }
        }
    }

    private void info(WebmElement info) throws IOException {
        while (in.position() < info.end()) {
            limits.box();
            WebmElement element = WebmElement.readWithin(in, info.end());
            if (element.id() == TIMESTAMP_SCALE) {
                scale = element.unsigned(in);
            } else if (element.id() == DURATION) {
                ticks = element.floating(in);
            } else if (!INFO_KEPT.contains(element.id())) {
                blank(element);
            }
            skipRest(element);
        }
    }

    private void tracks(WebmElement tracks) throws IOException {
        while (in.position() < tracks.end()) {
            limits.box();
            WebmElement entry = WebmElement.readWithin(in, tracks.end());
            if (entry.id() == TRACK_ENTRY) {
                track(entry);
            } else {
                blank(entry);
            }
        }
    }

    private void track(WebmElement entry) throws IOException {
        WebmTrack track = new WebmTrack(in);
        while (in.position() < entry.end()) {
            limits.box();
            WebmElement element = WebmElement.readWithin(in, entry.end());
            if (track.child(element, limits)) {
                skipRest(element);
            } else {
                blank(element);
            }
        }
        if (track.isVideo()) {
            limits.size(track.width(), track.height());
            picture = picture == null ? track : picture;
        }
    }

    private void cluster(WebmElement cluster, long end) throws IOException {
        if (!cluster.isOpen()) {
            skipRest(cluster);
            return;
        }
        while (in.position() < end) {
            WebmElement element = WebmElement.read(in);
            if (TOP_LEVEL.contains(element.id())) {
                pending = element;
                return;
            }
            if (++blocks > MAX_BLOCKS) {
                throw Reject.tooComplex(Format.WEBM, "blocks", MAX_BLOCKS);
            }
            if (element.isOpen()) {
                throw Reject.malformed(Format.WEBM, "an element without a length at " + element.start());
            }
            skipRest(element);
        }
    }

    private void blank(WebmElement element) throws IOException {
        skipRest(element);
        element.blank(patches);
    }

    /** Goes behind the element; refuses it if the file ends before. */
    private void skipRest(WebmElement element) throws IOException {
        in.skip(element.end() - in.position(), "element");
    }

    @Nullable
    private Duration duration() {
        double nanos = ticks * scale;
        return nanos >= 1 && nanos < MAX_NANOS ? Duration.ofNanos((long) nanos) : null;
    }
}

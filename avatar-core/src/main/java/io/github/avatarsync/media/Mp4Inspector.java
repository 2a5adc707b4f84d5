package io.github.avatarsync.media;

import io.github.avatarsync.MediaRules;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeMap;

/**
 * Walks the boxes of an MP4 once, streaming (ISO/IEC 14496-12): the movie and its fragments are looked through, sample data is
 * skipped, every other box becomes empty space.
 */
final class Mp4Inspector {
    private static final byte[] FREE = {'f', 'r', 'e', 'e'};
    /** The most that is held of a file at one time. */
    static final int MAX_MOVIE_BYTES = 4 << 20;

    private static final int MAX_TYPE_BYTES = 4096;

    private static final Set<String> BRANDS = Set.of(
            "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "mp71", "avc1",
            "av01", "hvc1", "hev1", "vp09", "M4V ", "M4VH", "M4VP", "mp4v", "f4v ", "dash", "cmfc", "MSNV", "XAVC",
            "3gp4", "3gp5", "3gp6", "3gr6", "3gs6", "3ge6", "3g2a");

    /** Kept at the top level as they are. */
    private static final Set<String> KEPT = Set.of("mdat", "sidx", "ssix", "mfra", "styp");

    private final SourceCursor in;
    private final Limits limits;
    private final Patches patches = new Patches();

    /** Where sample data lies: start to end. */
    private final TreeMap<Long, Long> sampleData = new TreeMap<>();

    @Nullable
    private Mp4Movie movie;

    private boolean fragmented;

    private Mp4Inspector(SourceCursor in, MediaRules rules) {
        this.in = in;
        this.limits = new Limits(rules, Format.MP4);
    }

    static VideoInspection inspect(SourceCursor in, MediaRules rules) throws IOException {
        return new Mp4Inspector(in, rules).inspect();
    }

    /** Writes the type of an empty box over another. */
    static void blank(Patches patches, long start, long body, long end) {
        patches.overwrite(start + 4, FREE);
        patches.zero(body, end);
    }

    private VideoInspection inspect() throws IOException {
        fileType();
        // Fewer bytes than a header are no box: they are left behind.
        long end = in.position();
        while (in.remaining() >= Mp4Box.HEADER_BYTES) {
            box();
            end = in.position();
        }
        if (movie == null) {
            throw Reject.truncated(Format.MP4, "there is no movie header (moov)");
        }
        if (sampleData.isEmpty()) {
            throw Reject.truncated(Format.MP4, "there is no sample data (mdat)");
        }
        Mp4Track picture = movie.tracks().stream()
                .filter(Mp4Track::isVideo)
                .findFirst()
                .orElseThrow(() -> Reject.unsupported("MP4 without a picture"));
        movie.tracks().stream().filter(Mp4Track::isVideo).forEach(track -> track.checkSize(limits));
        if (fragmented && !movie.droppedTracks().isEmpty()) {
            // Its samples lie between those of the picture, where only a player finds them.
            throw Reject.unsupported("MP4 in fragments with a track that is neither picture nor sound");
        }
        movie.droppedTracks().forEach(track -> track.forEachChunk(this::forget));
        return new VideoInspection(
                Format.MP4,
                picture.width(),
                picture.height(),
                movie.duration(),
                Mp4Box.printable(picture.codec()).strip(),
                patches,
                end);
    }

    private void fileType() throws IOException {
        long size = in.u32("file type");
        in.skip(4, "file type");
        if (size < 16 || size > MAX_TYPE_BYTES) {
            throw Reject.malformed(Format.MP4, "a file type of " + size + " bytes");
        }
        byte[] brands = in.bytes((int) size - Mp4Box.HEADER_BYTES, "file type");
        for (int at = 0; at + 4 <= brands.length; at += 4) {
            // The second word is a version.
            if (at != 4 && BRANDS.contains(new String(brands, at, 4, StandardCharsets.ISO_8859_1))) {
                return;
            }
        }
        String major = Mp4Box.printable(new String(brands, 0, 4, StandardCharsets.ISO_8859_1));
        throw Reject.unsupported("MP4 of the unknown brand '" + major + "'");
    }

    private void box() throws IOException {
        limits.box();
        long start = in.position();
        long size = in.u32("box");
        String type = in.latin(4, "box");
        if (size == 1) {
            size = in.number(8, "box");
        } else if (size == 0) {
            size = in.remaining() + Mp4Box.HEADER_BYTES;
        }
        long body = in.position();
        long length = size - (body - start);
        if (size >= 0 && length < 0) {
            throw Reject.malformed(Format.MP4, "box " + Mp4Box.printable(type) + " is shorter than its header");
        }
        in.need(length, "box " + Mp4Box.printable(type));
        switch (type) {
            case "moov" -> movie(length);
            case "moof" -> fragment(length);
            case "free", "skip", "wide" -> forgetBody(length);
            default -> other(type, start, length);
        }
    }

    private void movie(long length) throws IOException {
        if (movie != null) {
            throw Reject.malformed(Format.MP4, "a second movie header");
        }
        movie = contents(length);
        movie.walk();
    }

    private void fragment(long length) throws IOException {
        fragmented = true;
        contents(length).walk();
    }

    private Mp4Movie contents(long length) throws IOException {
        if (length > MAX_MOVIE_BYTES) {
            throw Reject.tooComplex(Format.MP4, "bytes of movie header", MAX_MOVIE_BYTES);
        }
        long body = in.position();
        return new Mp4Movie(in.bytes((int) length, "movie header"), body, limits, patches);
    }

    private void forgetBody(long length) throws IOException {
        patches.zero(in.position(), in.position() + length);
        in.skip(length, "free space");
    }

    private void other(String type, long start, long length) throws IOException {
        long body = in.position();
        if (type.equals("mdat")) {
            sampleData.put(body, body + length);
        } else if (!KEPT.contains(type)) {
            blank(patches, start, body, body + length);
        }
        in.skip(length, "box " + Mp4Box.printable(type));
    }

    /** Sets samples to zero, but nothing outside of sample data, wherever a hostile table points. */
    private void forget(long offset, long length) {
        var holder = sampleData.floorEntry(offset);
        if (holder != null && offset < holder.getValue()) {
            // A table of a million places would become a million ranges in memory.
            limits.box();
            patches.zero(offset, Math.min(holder.getValue(), offset + length));
        }
    }
}

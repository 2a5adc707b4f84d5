package io.github.avatarsync.media;

import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Walks the boxes inside {@code moov} or {@code moof}: keeps those that a player needs, turns every other into empty space
 * ({@code free}), so that no offset in the file moves. Times of creation and names of handlers are set to zero.
 */
final class Mp4Movie {
    private static final int MAX_DEPTH = 8;

    private static final Set<String> CONTAINERS =
            Set.of("moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf");

    private static final Set<String> LEAVES = Set.of(
            "mvhd", "tkhd", "elst", "mdhd", "hdlr", "vmhd", "smhd", "nmhd", "dref", "stsd", "stts", "ctts", "cslg",
            "stsc", "stsz", "stz2", "stco", "co64", "stss", "stsh", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio",
            "padb", "stdp", "tref", "mehd", "trex", "mfhd", "tfhd", "tfdt", "trun", "senc", "iods");

    private final byte[] data;
    private final long base;
    private final Limits limits;
    private final Patches patches;
    private final List<Mp4Track> tracks = new ArrayList<>();
    private final List<Mp4Track> droppedTracks = new ArrayList<>();

    @Nullable
    private Mp4Track track;

    private long timescale;
    private long ticks;

    /**
     * @param data the contents of the box
     * @param base where they start in the file
     */
    Mp4Movie(byte[] data, long base, Limits limits, Patches patches) {
        this.data = data;
        this.base = base;
        this.limits = limits;
        this.patches = patches;
    }

    void walk() {
        walk(0, data.length, 0);
    }

    List<Mp4Track> tracks() {
        return tracks;
    }

    /** Tracks that are neither picture nor sound, whose samples have to go as well. */
    List<Mp4Track> droppedTracks() {
        return droppedTracks;
    }

    /** Null if the movie does not tell. */
    @Nullable
    Duration duration() {
        boolean told = timescale > 0 && ticks > 0 && ticks < Long.MAX_VALUE / 1000;
        return told ? Duration.ofMillis(ticks * 1000 / timescale) : null;
    }

    private void walk(int from, int to, int depth) {
        if (depth > MAX_DEPTH) {
            throw Reject.tooComplex(Format.MP4, "levels of boxes", MAX_DEPTH);
        }
        Cursor in = new Cursor(data, from, to, Format.MP4);
        while (in.remaining() >= Mp4Box.HEADER_BYTES) {
            limits.box();
            Mp4Box box = Mp4Box.read(data, in, to);
            if (box.type().equals("trak")) {
                track(box, depth);
            } else if (CONTAINERS.contains(box.type())) {
                walk(box.body(), box.end(), depth + 1);
            } else if (LEAVES.contains(box.type())) {
                leaf(box);
            } else {
                blank(box);
            }
            in.seek(box.end());
        }
        patches.zero(base + in.position(), base + to);
    }

    private void track(Mp4Box box, int depth) {
        if (track != null) {
            throw Reject.malformed(Format.MP4, "a track inside a track");
        }
        Mp4Track current = new Mp4Track(data);
        track = current;
        walk(box.body(), box.end(), depth + 1);
        track = null;
        if (current.isKept()) {
            tracks.add(current);
        } else {
            droppedTracks.add(current);
            blank(box);
        }
    }

    private void leaf(Mp4Box box) {
        switch (box.type()) {
            case "mvhd" -> {
                duration(box);
                forgetTimes(box);
            }
            case "tkhd", "mdhd" -> forgetTimes(box);
            case "hdlr" -> forgetName(box);
            case "dref" -> refuseOtherFiles(box);
            default -> {
                // Kept as it is.
            }
        }
        if (track != null) {
            track.leaf(box);
        }
    }

    private void duration(Mp4Box box) {
        Cursor in = new Cursor(data, box.body(), box.end(), Format.MP4);
        boolean wide = in.u8("movie header") == 1;
        in.skip(wide ? 19 : 11, "movie header");
        timescale = in.u32("timescale");
        ticks = wide ? in.u32("duration") << 32 | in.u32("duration") : in.u32("duration");
    }

    /** Sets creation and modification to zero, which stands for unknown. */
    private void forgetTimes(Mp4Box box) {
        int bytes = box.length() > 0 && data[box.body()] == 1 ? 16 : 8;
        patches.zero(base + box.body() + 4, base + Math.min(box.end(), box.body() + 4 + bytes));
    }

    private void forgetName(Mp4Box box) {
        patches.zero(base + box.body() + 24, base + box.end());
    }

    /** A player must not be sent to other places: every data reference has to be "in this file". */
    private void refuseOtherFiles(Mp4Box box) {
        Cursor in = new Cursor(data, box.body(), box.end(), Format.MP4);
        in.skip(8, "data references");
        while (in.remaining() >= Mp4Box.HEADER_BYTES) {
            limits.box();
            Mp4Box reference = Mp4Box.read(data, in, box.end());
            boolean inThisFile = reference.length() == 4 && (data[reference.end() - 1] & 1) == 1;
            if (!inThisFile) {
                throw Reject.unsupported("MP4 whose pictures lie in another file");
            }
            in.seek(reference.end());
        }
    }

    /** Turns a box into free space. */
    private void blank(Mp4Box box) {
        Mp4Inspector.blank(patches, base + box.start(), base + box.body(), base + box.end());
    }
}

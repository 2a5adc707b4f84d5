package io.github.avatarsync.media;

import java.io.IOException;
import java.util.Set;

/** One track of a WebM while its elements are walked: its kind, its codec, the size of its picture. */
final class WebmTrack {
    private static final long TYPE = 0x83;
    private static final long CODEC_ID = 0x86;
    private static final long VIDEO = 0xe0;
    private static final long PIXEL_WIDTH = 0xb0;
    private static final long PIXEL_HEIGHT = 0xba;
    private static final long TYPE_VIDEO = 1;
    private static final int MAX_CODEC_CHARACTERS = 64;

    /** What a player needs of a track; its name and whatever is not known go. */
    private static final Set<Long> KEPT = Set.of(
            0xd7L, // TrackNumber
            0x73c5L, // TrackUID
            TYPE, 0xb9L, // FlagEnabled
            0x88L, // FlagDefault
            0x55aaL, // FlagForced
            0x9cL, // FlagLacing
            0x23e383L, // DefaultDuration
            0x55eeL, // MaxBlockAdditionID
            0x22b59cL, // Language
            CODEC_ID, 0x63a2L, // CodecPrivate
            0x56aaL, // CodecDelay
            0x56bbL, // SeekPreRoll
            VIDEO, 0xe1L, // Audio
            0x6d80L); // ContentEncodings

    private final SourceCursor in;
    private long type;
    private long width;
    private long height;
    private String codec = "";

    WebmTrack(SourceCursor in) {
        this.in = in;
    }

    /** Looks at a child of the track; tells if it stays. The position is anywhere inside afterwards. */
    boolean child(WebmElement element, Limits limits) throws IOException {
        if (element.id() == TYPE) {
            type = element.unsigned(in);
        } else if (element.id() == CODEC_ID) {
            codec = in.latin((int) Math.min(element.length(), MAX_CODEC_CHARACTERS), "codec");
        } else if (element.id() == VIDEO) {
            picture(element, limits);
        }
        return KEPT.contains(element.id());
    }

    private void picture(WebmElement video, Limits limits) throws IOException {
        while (in.position() < video.end()) {
            limits.box();
            WebmElement element = WebmElement.readWithin(in, video.end());
            if (element.id() == PIXEL_WIDTH) {
                width = element.unsigned(in);
            } else if (element.id() == PIXEL_HEIGHT) {
                height = element.unsigned(in);
            } else {
                in.skip(element.length(), "video setting");
            }
        }
    }

    boolean isVideo() {
        return type == TYPE_VIDEO;
    }

    long width() {
        return width;
    }

    long height() {
        return height;
    }

    String codec() {
        return codec.replaceAll("[^A-Za-z0-9_/.]", "");
    }
}

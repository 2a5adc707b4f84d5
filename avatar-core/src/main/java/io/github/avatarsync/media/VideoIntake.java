package io.github.avatarsync.media;

import io.github.avatarsync.Content;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.Variant;
import java.io.IOException;
import java.io.InputStream;

/** The way of a video: inspected and sealed while it is streamed, never decoded; only its movie header is held, and that in turn. */
final class VideoIntake {
    private final MediaRules rules;
    private final Capacity capacity;

    VideoIntake(MediaRules rules, Capacity capacity) {
        this.rules = rules;
        this.capacity = capacity;
    }

    VideoInspection inspect(Content data, Format format) {
        if (data.size() > rules.maxVideoBytes()) {
            throw Reject.tooLarge(format.label, data.size(), rules.maxVideoBytes());
        }
        return capacity.holding(Math.min(data.size(), Mp4Inspector.MAX_MOVIE_BYTES), () -> walk(data, format));
    }

    private VideoInspection walk(Content data, Format format) {
        try (InputStream in = data.open()) {
            SourceCursor cursor = new SourceCursor(in, data.size(), format);
            return format == Format.MP4 ? Mp4Inspector.inspect(cursor, rules) : WebmInspector.inspect(cursor, rules);
        } catch (IOException e) {
            throw Reject.unreadable(e);
        }
    }

    static PreparedVariant sealed(VideoInspection video, Content data) {
        Format format = video.format();
        return new PreparedVariant(
                Variant.VIDEO,
                format.contentType,
                format.extension,
                video.width(),
                video.height(),
                video.patches().applyTo(data, video.length()));
    }
}

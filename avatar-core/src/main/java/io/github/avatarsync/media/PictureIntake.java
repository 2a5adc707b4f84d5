package io.github.avatarsync.media;

import io.github.avatarsync.Content;
import io.github.avatarsync.Crop;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.InvalidAvatarException.Code;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.Variant;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The way of a picture, be it an avatar or a video's poster: read, inspect, seal, decode, thumbnails. */
final class PictureIntake {
    private final MediaRules rules;
    private final Capacity capacity;
    private final Thumbnails thumbnails;

    PictureIntake(MediaRules rules, Capacity capacity) {
        this.rules = rules;
        this.capacity = capacity;
        this.thumbnails = new Thumbnails(rules);
    }

    /** The sealed picture as {@code variant}, then its thumbnails. */
    List<PreparedVariant> prepare(Content data, Format format, @Nullable Crop crop, Variant variant) {
        if (data.size() > rules.maxImageBytes()) {
            throw Reject.tooLarge(format.label, data.size(), rules.maxImageBytes());
        }
        return capacity.holding(data.size(), () -> {
            Inspection picture = inspect(read(data), format);
            List<PreparedVariant> files = new ArrayList<>();
            files.add(new PreparedVariant(
                    variant,
                    format.contentType,
                    format.extension,
                    picture.seenWidth(),
                    picture.seenHeight(),
                    picture.sealed().contentFrom(data)));
            files.addAll(capacity.decoding(picture, allowance -> thumbnails.of(picture, crop, allowance)));
            return files;
        });
    }

    private static byte[] read(Content data) {
        try (InputStream in = data.open()) {
            byte[] bytes = in.readNBytes((int) data.size());
            if (bytes.length < data.size()) {
                throw new InvalidAvatarException(
                        Code.UNREADABLE,
                        Reject.number("%,d bytes were announced, %,d could be read", data.size(), bytes.length));
            }
            return bytes;
        } catch (IOException e) {
            throw Reject.unreadable(e);
        }
    }

    private Inspection inspect(byte[] bytes, Format format) {
        return switch (format) {
            case PNG -> PngInspector.inspect(bytes, rules);
            case JPEG -> JpegInspector.inspect(bytes, rules);
            case GIF -> GifInspector.inspect(bytes, rules);
            case WEBP -> WebpInspector.inspect(bytes, rules);
            case MP4, WEBM -> throw Reject.unsupported(format.label + " video as a picture");
        };
    }
}

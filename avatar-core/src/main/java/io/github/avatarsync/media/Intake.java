package io.github.avatarsync.media;

import io.github.avatarsync.Content;
import io.github.avatarsync.ContentScanner;
import io.github.avatarsync.Crop;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.InvalidAvatarException.Code;
import io.github.avatarsync.MediaKind;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.PosterExtractor;
import io.github.avatarsync.Variant;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door of the intake: judges bytes from a stranger and prepares the files of an avatar.
 *
 * <p>Thread-safe; one per application, because it also bounds how much is worked on at one time. Blocks while it works and while
 * it waits for its turn; touches no disk.
 */
public final class Intake {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /** Changes whenever the same bytes under the same rules would come out differently. */
    private static final int PROCESSING = 2;

    private static final Set<Variant> SCANNED = Set.of(Variant.ORIGINAL, Variant.VIDEO, Variant.POSTER);

    private final MediaRules rules;
    private final ContentScanner scanner;
    private final PosterExtractor posters;
    private final PictureIntake pictures;
    private final VideoIntake videos;

    /**
     * Makes a door without hooks.
     *
     * @param rules limits, and what is made of an avatar
     */
    public Intake(MediaRules rules) {
        this(rules, ContentScanner.NONE, PosterExtractor.NONE);
    }

    /**
     * Makes a door with the host's hooks.
     *
     * @param rules limits, and what is made of an avatar
     * @param scanner looks at every accepted file
     * @param posters makes the picture of a video that comes without one
     */
    public Intake(MediaRules rules, ContentScanner scanner, PosterExtractor posters) {
        this.rules = rules;
        this.scanner = scanner;
        this.posters = posters;
        Capacity capacity = new Capacity(rules);
        this.pictures = new PictureIntake(rules, capacity);
        this.videos = new VideoIntake(rules, capacity);
    }

    /**
     * Judges bytes of which nothing is declared.
     *
     * @param data the bytes as handed in; stays readable until the result is stored
     * @param crop see {@link #prepare(Content, Crop, Content, String)}
     * @param poster see {@link #prepare(Content, Crop, Content, String)}
     * @return the accepted avatar
     * @throws InvalidAvatarException if the bytes are refused
     */
    public Prepared prepare(Content data, @Nullable Crop crop, @Nullable Content poster) {
        return prepare(data, crop, poster, null);
    }

    /**
     * Judges the bytes and makes every file of the avatar.
     *
     * @param data the bytes as handed in; stays readable until the result is stored
     * @param crop of the picture (of a video: its poster) as people see it, or null for the middle; a thumbnail is the largest
     *     square in its middle
     * @param poster the still picture of a video, or null; not looked at if {@code data} is a picture
     * @param declared the media type or file name that came with the bytes, or null
     * @return the accepted avatar
     * @throws InvalidAvatarException if the bytes are refused
     * @throws io.github.avatarsync.AvatarException if the thread is interrupted while it waits for its turn
     */
    public Prepared prepare(Content data, @Nullable Crop crop, @Nullable Content poster, @Nullable String declared) {
        if (data.size() > maxBytes()) {
            throw Reject.tooLarge("the file", data.size(), maxBytes());
        }
        Format format = sniff(data);
        String mismatch = DeclaredType.mismatch(declared, format);
        if (mismatch != null && rules.refuseWrongType()) {
            throw new InvalidAvatarException(Code.TYPE_MISMATCH, mismatch);
        }
        Prepared prepared = format.kind == MediaKind.IMAGE
                ? new Prepared(
                        MediaKind.IMAGE, pictures.prepare(data, format, crop, Variant.ORIGINAL), null, null, mismatch)
                : video(data, format, crop, poster, mismatch);
        scan(prepared);
        return prepared;
    }

    /**
     * Names the rules and the version of the processing, as part of the key by which duplicates are found: the same bytes, crop
     * and poster under the same fingerprint give the same files.
     *
     * @return a stable text
     */
    public String fingerprint() {
        return "media " + PROCESSING + " thumbs " + rules.thumbnailSizes() + " as "
                + rules.thumbnailFormat().name().toLowerCase(Locale.ROOT)
                + (posters == PosterExtractor.NONE ? "" : " with extracted posters");
    }

    /**
     * The most bytes that any accepted file may have; a stream can be cut off beyond.
     *
     * @return the larger of the limits for images and videos
     */
    public long maxBytes() {
        return Math.max(rules.maxImageBytes(), rules.maxVideoBytes());
    }

    private static Format sniff(Content data) {
        try (InputStream in = data.open()) {
            return Sniffer.sniff(in.readNBytes(Sniffer.HEAD_BYTES));
        } catch (IOException e) {
            throw Reject.unreadable(e);
        }
    }

    private Prepared video(
            Content data, Format format, @Nullable Crop crop, @Nullable Content poster, @Nullable String mismatch) {
        VideoInspection video = videos.inspect(data, format);
        PreparedVariant sealed = VideoIntake.sealed(video, data);
        List<PreparedVariant> files = new ArrayList<>();
        files.add(sealed);
        List<PreparedVariant> pictureFirst = poster == null ? extractedPoster(sealed, crop) : poster(poster, crop);
        pictureFirst.stream().skip(1).forEach(files::add);
        pictureFirst.stream().limit(1).forEach(files::add);
        return new Prepared(MediaKind.VIDEO, files, video.duration(), video.codec(), mismatch);
    }

    /** The poster and its thumbnails. */
    private List<PreparedVariant> poster(Content poster, @Nullable Crop crop) {
        try {
            return pictures.prepare(poster, sniff(poster), crop, Variant.POSTER);
        } catch (InvalidAvatarException e) {
            throw Reject.poster(e);
        }
    }

    private List<PreparedVariant> extractedPoster(PreparedVariant video, @Nullable Crop crop) {
        try {
            Optional<Content> poster = posters.poster(video.contentType(), video.content());
            return poster.isEmpty() ? List.of() : poster(poster.get(), crop);
        } catch (RuntimeException e) {
            log.warn("the poster extractor failed; a video is accepted without a poster", e);
            return List.of();
        }
    }

    /** What strangers handed in, or what was taken out of it; thumbnails show nothing else. */
    private void scan(Prepared prepared) {
        for (PreparedVariant file : prepared.variants()) {
            if (SCANNED.contains(file.variant())) {
                scanner.refusal(file.contentType(), file.content()).ifPresent(reason -> {
                    throw new InvalidAvatarException(Code.REFUSED, reason);
                });
            }
        }
    }
}

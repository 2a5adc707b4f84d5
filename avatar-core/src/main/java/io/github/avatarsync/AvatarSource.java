package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is handed in to become an avatar: bytes from somewhere, with a name and whatever the application wants to keep with them.
 *
 * <p>Immutable: each method that adds something returns another source. The bytes are read when the source is uploaded, on that
 * thread. A source made from a stream can be uploaded once; the stream is read to its end and closed.
 */
public final class AvatarSource {
    private static final int MAX_NAME = 255;
    private static final int MAX_ATTRIBUTES = 32;
    private static final int MAX_VALUE = 4_000;

    private final Opener opener;
    private final String name;
    private final Map<String, String> attributes;
    private final Origin origin;

    @Nullable
    private final String declared;

    @Nullable
    private final Crop crop;

    @Nullable
    private final AvatarSource poster;

    @Nullable
    private final AvatarId replaces;

    private AvatarSource(
            Opener opener,
            String name,
            Map<String, String> attributes,
            Origin origin,
            @Nullable String declared,
            @Nullable Crop crop,
            @Nullable AvatarSource poster,
            @Nullable AvatarId replaces) {
        this.opener = opener;
        this.name = name;
        this.attributes = attributes;
        this.origin = origin;
        this.declared = declared;
        this.crop = crop;
        this.poster = poster;
        this.replaces = replaces;
    }

    /**
     * Bytes of a file; its name becomes the display name and what is declared.
     *
     * @param file read when the source is uploaded
     * @return the source
     */
    @Nonnull
    public static AvatarSource file(@Nonnull Path file) {
        Path fileName = file.getFileName();
        String text = fileName == null ? "" : fileName.toString();
        return of(() -> Files.newInputStream(file)).named(text).declared(text);
    }

    /**
     * Bytes in memory.
     *
     * @param bytes not copied: the caller does not change them until the upload returns
     * @return the source
     */
    @Nonnull
    public static AvatarSource bytes(@Nonnull byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return of(() -> new ByteArrayInputStream(bytes));
    }

    /**
     * Bytes of a stream, for one upload.
     *
     * @param in read to its end (or to one byte over the limit) and closed by the upload
     * @return the source
     */
    @Nonnull
    public static AvatarSource stream(@Nonnull InputStream in) {
        Objects.requireNonNull(in, "in");
        AtomicBoolean used = new AtomicBoolean();
        return of(() -> {
            if (used.getAndSet(true)) {
                throw new IllegalStateException("a source made from a stream can be uploaded once; make another");
            }
            return in;
        });
    }

    /**
     * Bytes as front ends send them: base64 (standard or URL-safe alphabet, line breaks allowed), or a {@code data:} URL with
     * base64, whose media type becomes what is declared.
     *
     * @param text decoded when the source is uploaded
     * @return the source
     */
    @Nonnull
    public static AvatarSource base64(@Nonnull String text) {
        Objects.requireNonNull(text, "text");
        AvatarSource source = of(() -> Base64Text.open(text));
        return Base64Text.mediaType(text).map(source::declared).orElse(source);
    }

    private static AvatarSource of(Opener opener) {
        return new AvatarSource(opener, "", Map.of(), Origin.UPLOADED, null, null, null, null);
    }

    /**
     * With a display name.
     *
     * @param newName any text; control characters are dropped and it is cut after 255 characters
     * @return another source
     */
    @Nonnull
    public AvatarSource named(@Nonnull String newName) {
        return new AvatarSource(opener, clean(newName), attributes, origin, declared, crop, poster, replaces);
    }

    /**
     * With the media type or the file name that came with the bytes, such as the {@code Content-Type} of a request. It is not
     * believed: the bytes decide. A contradiction is logged, or refused if {@link MediaRules#refuseWrongType()} says so.
     *
     * @param typeOrName a media type, or a name with an extension; other text declares nothing
     * @return another source
     */
    @Nonnull
    public AvatarSource declared(@Nonnull String typeOrName) {
        Objects.requireNonNull(typeOrName, "typeOrName");
        return new AvatarSource(opener, name, attributes, origin, typeOrName, crop, poster, replaces);
    }

    /**
     * With the application's own facts, such as a description or tags; kept in the record, never sent to the cloud.
     *
     * @param newAttributes at most 32; names of 1 to 64 characters {@code A-Z a-z 0-9 _ . -}, values of at most 4,000 characters
     * @return another source
     * @throws IllegalArgumentException if there are more, or they are longer
     */
    @Nonnull
    public AvatarSource attributes(@Nonnull Map<String, String> newAttributes) {
        if (newAttributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "at most " + MAX_ATTRIBUTES + " attributes, were " + newAttributes.size());
        }
        newAttributes.forEach((key, value) -> {
            if (!key.matches("[A-Za-z0-9_.-]{1,64}") || value.length() > MAX_VALUE) {
                throw new IllegalArgumentException(
                        "attribute '" + key + "': names have 1 to 64 characters A-Z a-z 0-9 _ . -, " + "values at most "
                                + MAX_VALUE + " characters");
            }
        });
        return new AvatarSource(opener, name, Map.copyOf(newAttributes), origin, declared, crop, poster, replaces);
    }

    /**
     * With a crop for the thumbnails, instead of the centred square.
     *
     * @param newCrop in pixels of the picture as people see it
     * @return another source
     */
    @Nonnull
    public AvatarSource crop(@Nonnull Crop newCrop) {
        return new AvatarSource(opener, name, attributes, origin, declared, newCrop, poster, replaces);
    }

    /**
     * With a still picture for a video, from which its thumbnails are made.
     *
     * @param newPoster a picture; only its bytes count
     * @return another source
     */
    @Nonnull
    public AvatarSource poster(@Nonnull AvatarSource newPoster) {
        return new AvatarSource(opener, name, attributes, origin, declared, crop, newPoster, replaces);
    }

    /**
     * In place of an older avatar: it is hidden from listings at once, and deleted once this one is in the cloud.
     *
     * @param old an avatar of the same owner
     * @return another source
     */
    @Nonnull
    public AvatarSource replacing(@Nonnull AvatarId old) {
        return new AvatarSource(opener, name, attributes, origin, declared, crop, poster, old);
    }

    /**
     * Made by the application rather than handed in by a person.
     *
     * @return another source
     */
    @Nonnull
    public AvatarSource generated() {
        return new AvatarSource(opener, name, attributes, Origin.GENERATED, declared, crop, poster, replaces);
    }

    InputStream open() throws IOException {
        return opener.open();
    }

    String name() {
        return name;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    Origin origin() {
        return origin;
    }

    Optional<String> declared() {
        return Optional.ofNullable(declared);
    }

    Optional<Crop> crop() {
        return Optional.ofNullable(crop);
    }

    Optional<AvatarSource> poster() {
        return Optional.ofNullable(poster);
    }

    Optional<AvatarId> replaces() {
        return Optional.ofNullable(replaces);
    }

    private static String clean(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(MAX_NAME)
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    @Override
    public String toString() {
        return name.isEmpty() ? "the source" : "'" + name + "'";
    }

    /** Where the bytes come from. */
    private interface Opener {
        InputStream open() throws IOException;
    }
}

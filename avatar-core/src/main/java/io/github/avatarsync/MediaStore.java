package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The port for local bytes: a directory by default, a database's rows for servers.
 *
 * <p><b>Rules for the implementation</b> (each is a test of {@code MediaStoreContract}):
 *
 * <ol>
 *   <li><b>M1</b> {@code put} is all or nothing and durable when it returns; until then nothing of it is seen.
 *   <li><b>M2</b> {@code put} for an id that is there writes each file given in place of the old one, each atomically, and leaves
 *       the others: it heals.
 *   <li><b>M3</b> {@code open} yields exactly the bytes put, or empty if there are none; several streams may be open at once.
 *   <li><b>M4</b> {@code delete} removes every file of the avatar; none there is no error.
 *   <li><b>M5</b> {@code sweep} removes the files of avatars that {@code known} denies and that are older than the time given, and
 *       no others. It sets a candidate aside, asks {@code known} a second time and only then removes it, or else puts it
 *       back; what was set aside when the process died is decided in the same way later. So a record committed at any
 *       moment finds its files, or its uploader sees that they are gone.
 *   <li><b>M6</b> Files of one avatar never show under another's id.
 *   <li><b>M7</b> A failure is an {@link AvatarStoreException}; a failed {@code put} leaves what was there before.
 * </ol>
 *
 * <p><b>Promises of the library</b>: the bytes of an id and variant never change meaning: whatever is put again is what had been
 * accepted. Thread-safe, blocking.
 */
public interface MediaStore {
    /**
     * Stores files of an avatar (M1, M2).
     *
     * @param id the avatar
     * @param files the bytes of each variant; at least one
     * @throws AvatarStoreException if they cannot be made durable
     */
    void put(@Nonnull AvatarId id, @Nonnull Map<Variant, Content> files);

    /**
     * Opens a file (M3).
     *
     * @param id the avatar
     * @param variant which file
     * @return a stream that the caller closes, or empty if it is not there
     * @throws AvatarStoreException if it is there but cannot be read
     */
    @Nonnull
    Optional<InputStream> open(@Nonnull AvatarId id, @Nonnull Variant variant);

    /**
     * Removes all files of an avatar (M4).
     *
     * @param id the avatar
     * @throws AvatarStoreException if they cannot be removed
     */
    void delete(@Nonnull AvatarId id);

    /**
     * Removes files that no record refers to (M5).
     *
     * @param olderThan only files put before this time
     * @param known whether a record refers to an id; may be asked more than once for each
     * @return how many avatars' files were removed
     * @throws AvatarStoreException if the store cannot be read or written
     */
    int sweep(@Nonnull Instant olderThan, @Nonnull Predicate<AvatarId> known);

    /**
     * Where a program of this machine can read a file directly.
     *
     * @param id the avatar
     * @param variant which file
     * @return a {@code file:} URI if there is such a place and the file is there; empty by default
     */
    @Nonnull
    default Optional<URI> uri(@Nonnull AvatarId id, @Nonnull Variant variant) {
        return Optional.empty();
    }
}

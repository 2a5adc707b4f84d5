package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The pictures that the application offers to everybody, as one owner sees them.
 *
 * <p>They lie in one folder of the bucket, {@link KeyLayout#systemFolder()}: {@code fox.png}, {@code fox.webm} and {@code fox.mp4}
 * are the system avatar {@code fox}. Who runs the application puts them there, with any tool and with rights of their own; files
 * of other types than PNG, JPEG, WebP, GIF, WebM and MP4 are left out. They are listed and read with the owner's session, whose
 * role needs {@code s3:ListBucket} and {@code s3:GetObject} for that folder.
 *
 * <p>The list, and each file that was opened, are kept in {@link AvatarSync.Builder#directory}, so that they are there offline and
 * after a restart; without a directory the list is kept in memory, and files are fetched each time. Thread-safe. Methods that
 * may ask the cloud say so; they block.
 */
public interface SystemAvatars {
    /**
     * What there is. Asks the cloud unless it did within the last 10 minutes; if that fails, the answer is the list that is known,
     * and the cloud is left alone for a minute.
     *
     * @return by name; empty if there are none, or no cloud is configured
     * @throws AvatarException if the cloud does not tell and no list is known
     */
    @Nonnull
    List<SystemAvatar> list();

    /**
     * Finds one by its name, in {@link #list()}.
     *
     * @param name for example {@code fox}
     * @return empty if there is none
     * @throws AvatarException if the cloud does not tell and no list is known
     */
    @Nonnull
    Optional<SystemAvatar> find(@Nonnull String name);

    /**
     * The one to be shown for an owner who has no avatar of their own: the same at every call, in every process, evenly spread over
     * owners. Another one more, or less, changes it only for the owners who get the new one, or had the old.
     *
     * @return one with a picture, of {@link #list()}; empty if there is none
     * @throws AvatarException if the cloud does not tell and no list is known
     */
    @Nonnull
    Optional<SystemAvatar> defaultAvatar();

    /**
     * Opens a file: the local copy, else the one in the cloud, which is then kept.
     *
     * @param file one of {@link SystemAvatar#files()}
     * @return all of its bytes are at hand; closed by the caller
     * @throws AvatarException if it can be had neither here nor in the cloud now, or was replaced since it was listed; list again then
     */
    @Nonnull
    InputStream open(@Nonnull SystemFile file);

    /**
     * Where a file can be read, without any network call.
     *
     * @param file one of {@link SystemAvatar#files()}
     * @return as {@link CloudStorage#url} says, with the owner's session if one is at hand; never a local file
     */
    @Nonnull
    Optional<AvatarUrl> url(@Nonnull SystemFile file);
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One owner's avatars. Another owner's avatar is "not found" here; a deleted one is not found from the moment {@link #delete}
 * returns.
 *
 * <p>Thread-safe. {@link #upload}, {@link #open} and the methods that look at the store block: call them off a user interface's
 * thread.
 */
public interface Avatars {
    /**
     * Accepts an avatar: judged, cleaned, with its thumbnail, durable on this machine when the call returns. The cloud follows in
     * the background.
     *
     * <p>The same bytes again (same owner, crop and rules) give the avatar that is already there. The single write to the store
     * comes last, on the calling thread, so that it joins a transaction of the host.
     *
     * @param source what is handed in
     * @return the avatar, usually {@link AvatarState#PENDING}
     * @throws InvalidAvatarException if the bytes are refused; nothing was stored
     * @throws AvatarNotFoundException if the avatar to be replaced is not there
     * @throws AvatarStoreException if it could not be stored; it may be handed in again
     */
    @Nonnull
    Avatar upload(@Nonnull AvatarSource source);

    /**
     * Accepts many avatars, each on its own: one that is refused does not stop the others.
     *
     * <p>Sources are taken from the iterable one by one as there is room, several are worked on at once, and the call returns when
     * all are accepted or refused.
     *
     * @param sources asked for the next only when there is room; need not be in memory
     * @param each told the outcome of every source, on the calling thread, in order of completion; if it throws, the batch ends
     *     after what is under way
     * @return the counts, and the avatars
     * @throws RuntimeException what the iterable threw; the sources before were accepted or refused, and {@code each} was told
     */
    @Nonnull
    Batch uploadAll(@Nonnull Iterable<AvatarSource> sources, @Nonnull Consumer<Outcome> each);

    /**
     * How far several avatars together are on their way to the cloud, counted now: also after a restart, and whichever process
     * does the work. Reads each record, so ask a few times a second at most.
     *
     * @param ids which, for example {@link Batch#ids()}; those that this owner has not, or has no more, do not count
     * @return falls only if an avatar is deleted, or an object vanished from the cloud
     * @throws AvatarStoreException if the store cannot be read
     */
    @Nonnull
    BatchProgress progress(@Nonnull Collection<AvatarId> ids);

    /**
     * Finds an avatar.
     *
     * @param id its id
     * @return empty if this owner has no such avatar
     * @throws AvatarStoreException if the store cannot be read
     */
    @Nonnull
    Optional<Avatar> find(@Nonnull AvatarId id);

    /**
     * Lists avatars, newest first, without those that a newer one replaces.
     *
     * @param limit most items, 1 or more
     * @param cursor {@link Page#next()} of the page before; null for the first
     * @return a page
     * @throws IllegalArgumentException if the cursor is not one of this listing's
     * @throws AvatarStoreException if the store cannot be read
     */
    @Nonnull
    Page<Avatar> list(int limit, @Nullable String cursor);

    /**
     * Opens a file of an avatar: the local one, or, if that is missing or damaged, the one in the cloud, which is kept. Verified
     * before a byte is handed out.
     *
     * @param id the avatar
     * @param variant which file
     * @return a stream that the caller closes
     * @throws AvatarNotFoundException if this owner has no such avatar
     * @throws AvatarException if the avatar has no such variant, or it can be had neither here nor in the cloud now
     */
    @Nonnull
    InputStream open(@Nonnull AvatarId id, @Nonnull Variant variant);

    /**
     * Where a file of an avatar can be read: a CDN URL, else a signed one if a session is at hand, else a public one, else the
     * local file. Makes no network call, and does not look at the store either.
     *
     * @param avatar one of this owner's, as it was read last: the value that {@code upload} returned has no place in the cloud yet
     * @param variant which file
     * @return empty if there is no such place now
     */
    @Nonnull
    Optional<AvatarUrl> url(@Nonnull Avatar avatar, @Nonnull Variant variant);

    /**
     * Deletes an avatar: from here at once, from the cloud as soon as it answers, and once more when nothing that was under way
     * can still arrive. An avatar that is not there is no error.
     *
     * @param id which
     * @throws AvatarStoreException if it could not be written down; then it is not deleted
     */
    void delete(@Nonnull AvatarId id);

    /**
     * Tries a blocked or waiting avatar again at once.
     *
     * @param id which
     * @throws AvatarNotFoundException if this owner has no such avatar
     * @throws AvatarStoreException if it could not be written down
     */
    void retry(@Nonnull AvatarId id);

    /**
     * Frees the local bytes of an avatar that is in the cloud. Each file is looked up there first; {@link #open} fetches it back when it
     * is asked for, verified, and keeps it until the next call.
     *
     * @param id which
     * @return false if nothing was freed: no cloud is configured, the avatar is not {@link AvatarState#SYNCED}, a file is not in the
     *     cloud as it was uploaded, or somebody else changed the avatar meanwhile
     * @throws AvatarNotFoundException if this owner has no such avatar
     * @throws CloudStorageException if the cloud cannot be asked
     * @throws CredentialsException if there is no session to ask with
     * @throws AvatarStoreException if it could not be written down; then the bytes are still here
     */
    boolean evict(@Nonnull AvatarId id);

    /**
     * Completes when every variant of an avatar is verified in the cloud.
     *
     * <p>What other processes do is seen at the next pass. Each call returns a future of its own.
     *
     * @param id which
     * @return completes on the callback executor; exceptionally with an {@link AvatarException} if the avatar is blocked, deleted
     *     or not there, or the library is closed
     */
    @Nonnull
    CompletableFuture<Avatar> whenSynced(@Nonnull AvatarId id);

    /**
     * Completes when the cloud has answered the delete of every file of an avatar, or nothing of it ever left. Wait for it before
     * signing the owner out for good.
     *
     * @param id which, after {@link #delete}
     * @return completes on the callback executor; exceptionally with an {@link AvatarException} if the avatar is not being
     *     deleted, or the library is closed
     */
    @Nonnull
    CompletableFuture<Void> whenDeleted(@Nonnull AvatarId id);
}

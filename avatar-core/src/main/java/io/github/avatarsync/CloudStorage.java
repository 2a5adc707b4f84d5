package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The port for objects: S3, something like it, or a fake.
 *
 * <p><b>Rules for the implementation</b> (each is a test of {@code CloudStorageContract}):
 *
 * <ol>
 *   <li><b>C1</b> {@code put} is all or nothing, and returns only on evidence from the cloud that the object under the key has
 *       exactly the bytes whose SHA-256 is {@link CloudObject#sha256()}.
 *   <li><b>C2</b> No object is ever overwritten. Racing puts of the same key leave one of them whole.
 *   <li><b>C3</b> If the key already has these very bytes, {@code put} returns as if it had put them.
 *   <li><b>C4</b> If the key has other bytes, {@code put} fails with {@link BlockedReason#FOREIGN_OBJECT}, and they stay.
 *   <li><b>C5</b> Content that does not hash to {@code sha256} is never published: {@link CloudStorageException.Kind#CORRUPT}.
 *   <li><b>C6</b> {@code sent} is called on the calling thread with the number of bytes on their way so far, never falling, never
 *       above the size. If it throws, the put is given up and the exception comes out; what had left by then may still arrive.
 *   <li><b>C7</b> {@code put} and {@code get} give up within 5 seconds after the thread is interrupted, with
 *       {@link CloudStorageException.Kind#INTERRUPTED} and the interrupt flag set.
 *   <li><b>C8</b> {@code get} yields the bytes, or fails with {@link CloudStorageException.Kind#MISSING}; {@code head} yields their
 *       description, or empty if there is no such object.
 *   <li><b>C9</b> {@code delete} of a missing object is no error. It returns the cloud's own time of the answer.
 *   <li><b>C10</b> A request carries the credentials of the session given and of no other; an identity reaches its own folder
 *       only ({@link BlockedReason#ACCESS_DENIED}).
 *   <li><b>C11</b> Ended or unknown credentials are {@link CloudStorageException.Kind#SESSION}.
 *   <li><b>C12</b> Nothing reachable is {@link CloudStorageException.Kind#OFFLINE}.
 *   <li><b>C13</b> No secret, token or signed query is in a message, a log or {@code toString()}.
 *   <li><b>C14</b> What an unfinished {@code put} would leave in the cloud is remembered before any byte leaves. A later put that is
 *       given it goes on from there, or cleans up and begins again; once a put has returned, nothing is left of it but the object.
 *   <li><b>C15</b> {@code abandon} removes what an unfinished put left. What the cloud does not know (any more) is no error.
 *   <li><b>C16</b> {@code list} yields every object whose key begins with the prefix and no other, each with its size and a version
 *       that is another one for other bytes. To a session that may not list there it is {@link BlockedReason#ACCESS_DENIED}.
 * </ol>
 *
 * <p><b>Promises of the library</b>: the session belongs to the owner and identity the key was made for, was not ended when
 * {@code put} was called, and the record was renewed after it was obtained. A key is used for one content only.
 *
 * <p>Thread-safe, blocking. There is no fixed time limit: an implementation gives up when nothing moves. Errors are
 * {@link CloudStorageException}. New methods of this port will be {@code default} ones.
 */
public interface CloudStorage {
    /**
     * Which cloud this is: endpoint and bucket, in a form that never changes for the same place and holds no secret.
     *
     * @return for example {@code https://s3.eu-west-1.amazonaws.com/my-bucket}
     */
    @Nonnull
    String location();

    /**
     * Puts an object (C1 to C7).
     *
     * @param session as whom
     * @param object name, type, size, hash
     * @param content the bytes; may be opened more than once
     * @param sent told how many bytes are on their way
     * @throws CloudStorageException if there is no evidence that the object is there; its kind says why
     */
    void put(
            @Nonnull Session session,
            @Nonnull CloudObject object,
            @Nonnull Content content,
            @Nonnull LongConsumer sent);

    /**
     * Puts an object (C1 to C7) that may take several requests, and goes on with what an earlier attempt left (C14). The engine
     * calls this one; by default it is the other, for storages that put with a single request.
     *
     * @param session as whom
     * @param object name, type, size, hash
     * @param content the bytes; may be opened more than once
     * @param sent told how many bytes are on their way, those of earlier attempts included
     * @param memo what is known of earlier attempts, and where to write down what is begun now
     * @throws CloudStorageException if there is no evidence that the object is there; its kind says why
     */
    default void put(
            @Nonnull Session session,
            @Nonnull CloudObject object,
            @Nonnull Content content,
            @Nonnull LongConsumer sent,
            @Nonnull PutMemo memo) {
        put(session, object, content, sent);
    }

    /**
     * Removes what an unfinished put left beside the object (C15), because nobody wants the object any more. By default it does
     * nothing, for storages that remember nothing.
     *
     * @param session as whom
     * @param key name of the object
     * @param remembered what the put had remembered
     * @throws CloudStorageException if the cloud did not confirm
     */
    default void abandon(@Nonnull Session session, @Nonnull String key, @Nonnull String remembered) {
        // Nothing was begun that could be left.
    }

    /**
     * Gets an object's bytes (C7, C8). Not verified: the caller compares the hash.
     *
     * @param session as whom
     * @param key its name
     * @return a stream that the caller closes
     * @throws CloudStorageException if it cannot be had; its kind says why
     */
    @Nonnull
    InputStream get(@Nonnull Session session, @Nonnull String key);

    /**
     * Describes an object (C8).
     *
     * @param session as whom
     * @param key its name
     * @return empty if there is no such object
     * @throws CloudStorageException if the cloud does not tell
     */
    @Nonnull
    Optional<ObjectInfo> head(@Nonnull Session session, @Nonnull String key);

    /**
     * Deletes an object (C9).
     *
     * @param session as whom
     * @param key its name
     * @return the cloud's own time of the answer
     * @throws CloudStorageException if the cloud did not confirm
     */
    @Nonnull
    Instant delete(@Nonnull Session session, @Nonnull String key);

    /**
     * Lists the objects whose keys begin with a prefix (C16). The library lists only what is there for everybody, the
     * {@linkplain KeyLayout#systemFolder() system avatars}; by default there is nothing, for storages that cannot list.
     *
     * @param session as whom
     * @param prefix how the keys begin
     * @return in any order; empty if there are none
     * @throws CloudStorageException if the cloud does not tell
     */
    @Nonnull
    default List<ListedObject> list(@Nonnull Session session, @Nonnull String prefix) {
        return List.of();
    }

    /**
     * The best URL for an object, without any network call.
     *
     * @param session a session that is at hand, or null
     * @param key its name
     * @return a CDN URL, else one signed with the session, else a public one if the bucket is declared public, else empty;
     *     empty by default
     */
    @Nonnull
    default Optional<AvatarUrl> url(@Nullable Session session, @Nonnull String key) {
        return Optional.empty();
    }
}

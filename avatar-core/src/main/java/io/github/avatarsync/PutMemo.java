package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.util.Optional;

/**
 * What a storage has to know again of a put that takes several requests, should it not live to see the end: a line in the avatar's
 * record. Belongs to one put of one key; used only by the thread that called {@code put}, and only until it returns.
 */
public interface PutMemo {
    /**
     * What was written down last for this key, by this process or one before.
     *
     * @return empty if nothing was
     */
    @Nonnull
    Optional<String> remembered();

    /**
     * Writes down, durable when the call returns, what makes it possible to go on or to clean up later; takes the place of what was
     * remembered before.
     *
     * @param what without secrets, a line that people can read, such as the id of a multipart upload
     * @throws RuntimeException if it could not be written, or nobody wants the object any more; the storage then takes back what
     *     it has begun, and lets the exception out
     */
    void remember(@Nonnull String what);
}

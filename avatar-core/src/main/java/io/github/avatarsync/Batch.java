package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.util.List;

/**
 * What became of a batch.
 *
 * @param accepted sources that are avatars now
 * @param refused sources that are not
 * @param ids the avatars, each once even if several sources had the same bytes; for {@link Avatars#progress}
 */
public record Batch(int accepted, int refused, @Nonnull List<AvatarId> ids) {
    /** Takes a copy of the list. */
    public Batch {
        ids = List.copyOf(ids);
    }
}

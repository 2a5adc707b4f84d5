package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.time.Instant;
import java.util.Comparator;

/**
 * A place in a listing: after the record with this creation time and id, whether or not it still exists.
 *
 * @param createdAt creation time of the last record seen, in whole milliseconds
 * @param id its id
 */
public record Position(@Nonnull Instant createdAt, @Nonnull AvatarId id) implements Comparable<Position> {
    /** The order of every listing: newest first, then by id. */
    private static final Comparator<Position> ORDER =
            Comparator.comparing(Position::createdAt).reversed().thenComparing(Position::id);

    /**
     * The place just after a record.
     *
     * @param record the last record seen
     * @return its place
     */
    @Nonnull
    public static Position of(@Nonnull AvatarRecord record) {
        return new Position(record.createdAt(), record.id());
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A request for due work: which records, how many, and for how long they are put off for other claimers.
 *
 * @param now the time, as the claiming process sees it; a store never reads a clock
 * @param lease how far {@code dueAt} moves forward; an efficiency, not a lock
 * @param limit most records to return, 1 or more
 * @param owners whose records
 */
public record Claim(
        @Nonnull Instant now,
        @Nonnull Duration lease,
        int limit,
        @Nonnull Owners owners) {
    /** No honest due time lies further ahead than this: a record beyond was written by a clock that has been set back since. */
    public static final Duration HORIZON = Duration.ofDays(2);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the limit or the lease is not positive
     */
    public Claim {
        if (limit < 1 || lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("a claim needs limit >= 1 and a positive lease");
        }
    }

    /**
     * The time beyond which a due time counts as due at once.
     *
     * @return {@code now} + {@link #HORIZON}
     */
    @Nonnull
    public Instant horizon() {
        return now.plus(HORIZON);
    }

    /**
     * Whether this claim takes a record.
     *
     * @param record any record
     * @return true if it is due, by an owner asked for
     */
    public boolean takes(@Nonnull AvatarRecord record) {
        return isDue(record.dueAt()) && owners.includes(record.owner());
    }

    private boolean isDue(@Nullable Instant dueAt) {
        return dueAt != null && (!dueAt.isAfter(now) || dueAt.isAfter(horizon()));
    }

    /**
     * A set of owners, given by its members or by all others.
     *
     * @param only true: the owners in {@code set}; false: all except them
     * @param set the owners named; may be empty
     */
    public record Owners(boolean only, @Nonnull Set<OwnerId> set) {
        /** Takes a copy of the set. */
        public Owners {
            set = Set.copyOf(set);
        }

        /**
         * Every owner.
         *
         * @return all except none
         */
        @Nonnull
        public static Owners all() {
            return new Owners(false, Set.of());
        }

        /**
         * Just these.
         *
         * @param owners the owners; none means nobody
         * @return only these
         */
        @Nonnull
        public static Owners only(@Nonnull Set<OwnerId> owners) {
            return new Owners(true, owners);
        }

        /**
         * All but these.
         *
         * @param owners the owners left out
         * @return all others
         */
        @Nonnull
        public static Owners except(@Nonnull Set<OwnerId> owners) {
            return new Owners(false, owners);
        }

        /**
         * Whether an owner is meant.
         *
         * @param owner any owner
         * @return true if so
         */
        public boolean includes(@Nonnull OwnerId owner) {
            return set.contains(owner) == only;
        }
    }
}

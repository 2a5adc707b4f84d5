package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;

/**
 * Which records a listing shows.
 *
 * @param owner only this owner's; null: every owner's
 * @param state only those in this state; null: in any
 */
public record Filter(@Nullable OwnerId owner, @Nullable AvatarState state) {
    /**
     * One owner's records in any state.
     *
     * @param owner whose
     * @return the filter
     */
    @Nonnull
    public static Filter of(@Nonnull OwnerId owner) {
        return new Filter(owner, null);
    }

    /**
     * Every owner's records in one state.
     *
     * @param state which
     * @return the filter
     */
    @Nonnull
    public static Filter of(@Nonnull AvatarState state) {
        return new Filter(null, state);
    }

    /**
     * Whether a record is shown.
     *
     * @param record any record
     * @return true if it matches both parts
     */
    public boolean matches(@Nonnull AvatarRecord record) {
        return (owner == null || owner.equals(record.owner())) && (state == null || state == record.state());
    }
}

package io.github.avatarsync.testkit;

import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;

/**
 * One call that a fake answered.
 *
 * @param operation what was asked
 * @param owner for whom, where the call says so; null else
 * @param target the key, the id, or what else it was about; empty if about nothing in particular
 * @param outcome {@code ok}, or the kind or class of what was thrown
 */
public record Call(
        @Nonnull Operation operation,
        @Nullable OwnerId owner,
        @Nonnull String target,
        @Nonnull String outcome) {
    /** The outcome of a call that returned. */
    public static final String OK = "ok";

    /**
     * Whether the call returned.
     *
     * @return false if it threw
     */
    public boolean ok() {
        return outcome.equals(OK);
    }

    Call by(OwnerId other) {
        return new Call(operation, other, target, outcome);
    }

    Call ended(String how) {
        return new Call(operation, owner, target, how);
    }

    @Override
    public String toString() {
        return operation + (target.isEmpty() ? "" : " " + target) + (owner == null ? "" : " for " + owner) + ": "
                + outcome;
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.time.Instant;

/**
 * That an avatar cannot go on without a person or a change, and what to do.
 *
 * @param reason the stable reason
 * @param detail what was seen, for people; without secrets
 * @param since when it was first seen, by the clock of the process that saw it
 */
public record Blocked(
        @Nonnull BlockedReason reason,
        @Nonnull String detail,
        @Nonnull Instant since) {
    /**
     * What a person can do.
     *
     * @return one or two English sentences
     */
    @Nonnull
    public String remedy() {
        return reason.remedy();
    }
}

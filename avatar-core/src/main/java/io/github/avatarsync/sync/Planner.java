package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Session;
import jakarta.annotation.Nullable;
import java.time.Instant;

/** Decides the next step for a record: a pure function, without I/O. */
@FunctionalInterface
interface Planner {
    /**
     * The next step.
     *
     * @param record as last read or written
     * @param session the session fixed for this plan, or null if none was obtained yet
     * @param renewed whether the record was written by compare-and-set after the session was obtained
     * @param now the time
     * @return what to do
     */
    Action plan(AvatarRecord record, @Nullable Session session, boolean renewed, Instant now);
}

package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.Goal;
import io.github.avatarsync.Replaced;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Turns records into tombstones.
 *
 * <p>A record that was never bound is removed at once, because nothing of it can have left. A bound one gets the goal delete, for
 * good; its keys are deleted by the engine. What a deleted avatar replaced stays replaced, so it goes first.
 */
public final class Deletion {
    private final AvatarStore store;
    private final Clock clock;

    /**
     * Makes it.
     *
     * @param store the records
     * @param clock the time
     */
    public Deletion(AvatarStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Deletes an avatar.
     *
     * @param id which
     * @param condition checked against each version of the record that is met
     * @return the tombstone, or the last state of a record that was removed at once; empty if there is no record or the condition
     *     does not hold
     */
    public Optional<AvatarRecord> delete(AvatarId id, Predicate<AvatarRecord> condition) {
        for (; ; ) {
            AvatarRecord record = store.find(id).orElse(null);
            if (record == null || !condition.test(record)) {
                return Optional.empty();
            }
            if (record.goal() == Goal.DELETE) {
                return Optional.of(record);
            }
            record.replaces().ifPresent(this::deleteReplaced);
            AvatarRecord tombstone = record.edit()
                    .delete()
                    .replaces(null)
                    .blocked(null)
                    .attempts(0)
                    .failures(0)
                    .doubts(0)
                    .problem("")
                    .dueAt(clock.instant())
                    .save();
            boolean done = record.binding().isEmpty()
                    ? store.remove(id, record.revision())
                    : store.update(tombstone, record.revision());
            if (done) {
                return Optional.of(tombstone);
            }
        }
    }

    /**
     * Deletes an avatar that another one replaced, unless it was accepted again since.
     *
     * @param replaced which, and how often it had been accepted
     * @return the tombstone, if it was deleted
     */
    Optional<AvatarRecord> deleteReplaced(Replaced replaced) {
        return delete(replaced.id(), record -> record.accepted() == replaced.accepted());
    }
}

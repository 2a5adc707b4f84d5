package io.github.avatarsync.endtoend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The places where {@link CrashingApp} is halted, each named after what is half done there. */
enum CrashPoint {
    // upload: the files
    FILES_DIRECTORY_MADE("after make staged files", 2),
    ORIGINAL_CREATED("after create staged original", 2),
    ORIGINAL_HALF_WRITTEN("within write staged original", 2),
    ORIGINAL_NOT_YET_FORCED("before sync staged original", 2),
    ORIGINAL_DURABLE_THUMB_MISSING("before create staged thumb", 2),
    THUMB_HALF_WRITTEN("within write staged thumb", 2),
    FILES_DURABLE_NOT_IN_PLACE("before move files", 2),
    FILES_IN_PLACE_NOT_FORCED("after move files", 2),
    FILES_WITHOUT_RECORD("before insert", 2),

    // upload: the record
    RECORD_CREATED("after create staged record", 2),
    RECORD_HALF_WRITTEN("within write staged record", 2),
    RECORD_NOT_YET_FORCED("before sync staged record", 2),
    RECORD_DURABLE_NOT_IN_PLACE("before move record", 2),
    RECORD_IN_PLACE_NOT_FORCED("after move record", 2),
    COMMITTED_NOT_ACKNOWLEDGED("after insert", 2),
    ACCEPTED_AGAIN_NOT_WRITTEN("before update accepted", 1),
    ACCEPTED_AGAIN_NOT_ACKNOWLEDGED("after update accepted", 1),

    // sync
    CLAIM_HALF_WRITTEN("within write staged record", 3),
    CLAIM_IN_PLACE_NOT_FORCED("after move record", 3),
    CLAIMED("after claim", 1),
    ASKED_FOR_SESSION("before session", 1),
    NOT_YET_BOUND("before update bound", 1),
    BOUND("after update bound", 1),
    ORIGINAL_NOT_YET_PUT("before put original", 1),
    ORIGINAL_HALF_SENT("within put original", 1),
    ORIGINAL_PUT("after put original", 1),
    THUMB_HALF_SENT("within put thumb", 2),
    ALL_PUT_NOT_WRITTEN_DOWN("before update synced", 1),
    SYNCED_NOT_TOLD("after update synced", 2),
    TOLD("told SYNCED", 1),

    // replace
    NEW_ONE_PUT_NOT_WRITTEN_DOWN("before update synced, not replaced", 1),
    OLD_ONE_STILL_THERE("after update synced, not replaced", 1),
    OLD_ONE_NOT_YET_BURIED("before update tombstone", 1),
    OLD_ONE_BURIED_LINK_STILL_THERE("after update tombstone", 1),

    // delete
    DELETE_NOT_WRITTEN("before update tombstone", 2),
    DELETE_NOT_ACKNOWLEDGED("after update tombstone", 2),
    FILES_HALF_DELETED("after delete gone original", 1),
    FILES_SET_ASIDE_TO_DELETE("after move gone aside", 2),
    OBJECTS_HALF_DELETED("after delete object original", 2),
    OBJECTS_DELETED_NOT_WRITTEN_DOWN("before update swept", 2),
    SWEPT("after update swept", 1),
    SECOND_SWEEP_HALF_DONE("after delete object original", 3),
    SECOND_SWEEP_DONE_RECORD_STILL_THERE("before remove", 1),
    RECORD_ERASED_NOT_FORCED("after delete record", 1),
    UNBOUND_REMOVED_FILES_STILL_THERE("after remove", 3),

    // sweep of files without a record
    SET_ASIDE_UNDECIDED("after move aside", 1),
    DECIDED_NOT_REMOVED("after move gone aside", 4);

    /** The exit code of a process that was halted here. */
    static final int HALTED = 42;

    private final String event;
    private final int occurrence;

    CrashPoint(String event, int occurrence) {
        this.event = event;
        this.occurrence = occurrence;
    }

    /** A watch that ends this process here: no hook, no finally, no flush. */
    Consumer<String> halt() {
        AtomicInteger seen = new AtomicInteger();
        return happened -> {
            if (happened.equals(event) && seen.incrementAndGet() == occurrence) {
                Runtime.getRuntime().halt(HALTED);
            }
        };
    }
}

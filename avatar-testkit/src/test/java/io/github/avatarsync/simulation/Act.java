package io.github.avatarsync.simulation;

/** What an actor of the simulation can do; a profile weighs them. */
enum Act {
    /** A picture that this owner may or may not have uploaded here before. */
    UPLOAD,
    /** The same bytes once more. */
    UPLOAD_AGAIN,
    REPLACE,
    DELETE,
    RETRY,
    OPEN,
    LIST,
    /** One pass of the engine. */
    PASS,
    /** Files without a record are swept. */
    SWEEP_MEDIA,
    KILL,
    CLOSE,
    /** Seconds go by. */
    WAIT,
    /** Minutes go by. */
    WAIT_LONG,
    /** A day goes by. */
    WAIT_A_DAY,
    /** More than an hour goes by. */
    WAIT_OUT_SESSIONS,
    /** A machine's clock is set. */
    SET_CLOCK,
    /** A desktop's user changes, to the other one or to nobody. */
    SWITCH_USER,
    /** The cloud ends every session given out so far. */
    END_SESSIONS,
    /** A device loses or regains its network. */
    NETWORK,
    /** A stored record becomes unreadable. */
    DAMAGE_RECORD,
    /** A byte of a local file flips. */
    DAMAGE_FILE,
    /** A local file disappears. */
    LOSE_FILE,
    /** An owner looks at the pictures for everybody. */
    LOOK_AT_SHARED
}

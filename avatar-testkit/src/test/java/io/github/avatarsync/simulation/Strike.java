package io.github.avatarsync.simulation;

/** What an adversary does with the time in which a request stands still. */
enum Strike {
    DELETE,
    /** And the cloud answers the first sweep. */
    DELETE_AND_SWEEP,
    /** And time goes by until the last trace is gone. */
    DELETE_FOR_GOOD,
    DELETE_AND_UPLOAD_AGAIN,
    REPLACE,
    /** The lease ends, and another process takes the same avatar. */
    OVERTAKE,
    /** Time goes by until the credentials have ended. */
    OUTLAST_THE_CREDENTIALS
}

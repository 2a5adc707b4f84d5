package io.github.avatarsync.simulation;

/** What a bucket can do worse than S3. */
enum BucketFlaw {
    /** A put takes the place of what is under its key. */
    OVERWRITES,
    /** The announced hash is not compared with the bytes. */
    BELIEVES_HASHES,
    /** A request that is under way is let in although its credentials have ended. */
    IGNORES_EXPIRY
}

package io.github.avatarsync;

/** Where the bytes of an avatar came from. */
public enum Origin {
    /** A person handed them in. */
    UPLOADED,
    /** The application made them, for example initials on a coloured ground. */
    GENERATED
}

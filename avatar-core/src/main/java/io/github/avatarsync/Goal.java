package io.github.avatarsync;

/** What the library works towards for an avatar. It goes from keep to delete once, and never back. */
public enum Goal {
    /** Every variant in the cloud. */
    KEEP,
    /** Nothing in the cloud, nothing local. */
    DELETE
}

package io.github.avatarsync;

/** What an avatar is: a picture or a short video. */
public enum MediaKind {
    /** A picture, animated or not. */
    IMAGE,
    /** A short video. */
    VIDEO
}

package io.github.avatarsync.localaws;

/** What may be wrong with an ID token that a test asks for. */
public enum TokenFlaw {
    /** Nothing. */
    NONE,
    /** It ended as long ago as it would have lived. */
    EXPIRED,
    /** It comes from another user pool, though signed with the right key. */
    WRONG_ISSUER,
    /** It was made for another application client. */
    WRONG_AUDIENCE,
    /** It is signed with another key that carries the same key id. */
    BAD_SIGNATURE,
    /** It is an access token. */
    ACCESS_TOKEN
}

package io.github.avatarsync.aws;

/**
 * That an owner is this user of this user pool, with this identity: written once, never changed.
 *
 * @param issuer the user pool, as its tokens name it
 * @param subject the user in that pool
 * @param identity the Cognito identity id
 */
record IdentityPin(String issuer, String subject, String identity) {
    boolean sameLogin(IdTokenClaims claims) {
        return issuer.equals(claims.issuer()) && subject.equals(claims.subject());
    }
}

package io.github.avatarsync.aws;

/**
 * Who vouches for an owner, and for which identity: a user of a user pool, or the service. Written once, never changed.
 *
 * @param issuer the user pool, as its tokens name it; of the service {@code service}, which no token can name, because issuers
 *     are addresses
 * @param subject the user in that pool; of the service the folder again
 * @param identity the Cognito identity id, or the folder
 */
record IdentityPin(String issuer, String subject, String identity) {
    static IdentityPin ofService(String folder) {
        return new IdentityPin(ServiceCredentialsSource.AUTHORITY, folder, folder);
    }

    boolean isOfService() {
        return issuer.equals(ServiceCredentialsSource.AUTHORITY);
    }

    boolean sameLogin(IdTokenClaims claims) {
        return issuer.equals(claims.issuer()) && subject.equals(claims.subject());
    }
}

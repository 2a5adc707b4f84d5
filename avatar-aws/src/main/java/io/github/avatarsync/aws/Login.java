package io.github.avatarsync.aws;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import java.util.Optional;

/** A token together with what it says of itself. */
record Login(IdToken token, IdTokenClaims claims) {
    static Login of(IdToken token, CognitoErrors errors) {
        String what = "ID token of " + token.owner();
        IdTokenClaims claims;
        try {
            claims = IdTokenClaims.of(token.jwt());
        } catch (IllegalArgumentException e) {
            throw errors.error(Kind.REFUSED, what, "it is no ID token, " + e.getMessage(), null);
        }
        if (claims.isAccessToken()) {
            throw new CredentialsException(
                    Kind.SETUP,
                    what + ": this is an access token; let the application's IdTokenSource return the ID token",
                    null);
        }
        return new Login(token, claims);
    }

    IdentityPin as(String identity) {
        return new IdentityPin(claims.issuer(), claims.subject(), identity);
    }

    /** The pin, if it is of this login. */
    Optional<IdentityPin> checked(Optional<IdentityPin> pin, CognitoErrors errors) {
        if (pin.isPresent() && pin.get().isOfService()) {
            throw new CredentialsException(
                    Kind.SETUP,
                    "identity of " + token.owner()
                            + ": the service's own credentials speak for this owner since its first"
                            + " avatar; build the source with orElse(…) again, as it was then",
                    null);
        }
        if (pin.isPresent() && !pin.get().sameLogin(claims)) {
            throw errors.error(
                    Kind.REFUSED,
                    "identity of " + token.owner(),
                    "the token is of another user (issuer or subject differ) than the one this owner was before",
                    null);
        }
        return pin;
    }

    @Override
    public String toString() {
        return "Login[" + token.owner() + "]";
    }
}

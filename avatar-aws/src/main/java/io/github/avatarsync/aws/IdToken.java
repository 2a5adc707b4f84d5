package io.github.avatarsync.aws;

import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nonnull;
import java.util.Objects;

/**
 * An ID token of a Cognito user pool, and whose it is: one value, so that an application that answers with "the current user's
 * token" cannot lend one user's rights to another. {@link #toString()} does not show the token.
 *
 * @param owner the application's user who is signed in with it
 * @param jwt the ID token (not the access token) in its compact form: three parts with dots between
 */
public record IdToken(@Nonnull OwnerId owner, @Nonnull String jwt) {
    /** Checks that both are there. */
    public IdToken {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(jwt, "jwt");
    }

    @Override
    public String toString() {
        return "IdToken[owner=" + owner + "]";
    }
}

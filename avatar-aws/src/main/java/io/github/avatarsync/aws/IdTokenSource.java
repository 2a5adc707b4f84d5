package io.github.avatarsync.aws;

import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nonnull;
import java.util.Optional;

/**
 * What the application implements: it knows who is signed in, and keeps and refreshes their ID tokens.
 *
 * <p>Called from the library's work threads, from several at once for different owners; may block while it refreshes. A
 * {@link io.github.avatarsync.CredentialsException} comes out as it is (for example {@code OFFLINE}, if a refresh found nothing
 * reachable); any other exception is taken as a failure that passes.
 */
@FunctionalInterface
public interface IdTokenSource {
    /**
     * The ID token of a user.
     *
     * @param owner the user whose token is needed
     * @param fresh true if the token given before was refused or has expired: get a new one with the refresh token. If there is
     *     none to be had, answer with the old one or with empty
     * @return the token with the user it really belongs to, who may be somebody else: the library notices; empty if nobody is
     *     signed in
     */
    @Nonnull
    Optional<IdToken> idToken(@Nonnull OwnerId owner, boolean fresh);
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;

/**
 * The port for credentials: turns an owner into a session, by asking whoever knows (Cognito, a role, a fake).
 *
 * <p>It need not cache: the library keeps the one cache, refreshes 5 minutes before the credentials end, and never asks twice at
 * once for the same owner.
 *
 * <p><b>Rules for the implementation</b> (each is a test of {@code CredentialsSourceContract}):
 *
 * <ol>
 *   <li><b>K1</b> The session's owner is the owner asked for; if whoever is signed in is somebody else, that is
 *       {@link CredentialsException.Kind#SIGNED_OUT}.
 *   <li><b>K2</b> The session is never the one {@code rejected}: it has another access key id, or the call fails with
 *       {@link CredentialsException.Kind#REFUSED}.
 *   <li><b>K3</b> The same owner has the same identity and authority at every call.
 *   <li><b>K4</b> Two owners never share an identity.
 *   <li><b>K5</b> Nobody signed in is {@link CredentialsException.Kind#SIGNED_OUT}, found without a network call.
 *   <li><b>K6</b> {@code expiresAt} is by this machine's clock, however wrong that is: now plus the time that is left.
 *   <li><b>K7</b> No secret, token or key is in a message, a log or {@code toString()}.
 * </ol>
 *
 * <p>Thread-safe, blocking; obeys interruption. Errors are {@link CredentialsException}.
 */
public interface CredentialsSource {
    /**
     * Asks for credentials of an owner.
     *
     * @param owner whose
     * @param rejected the session that the cloud has just refused, so that a fresh token is needed; null else
     * @return a session for this owner
     * @throws CredentialsException if there is none now; its kind says why
     */
    @Nonnull
    Session session(@Nonnull OwnerId owner, @Nullable Session rejected);
}

package io.github.avatarsync.aws;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions from Cognito for owners who have an ID token, else from a service's own credentials: decided once per owner.
 *
 * <p>The first session of an owner decides, and the decision is pinned in the file that remembers identities. An owner pinned to
 * Cognito who has no token later is signed out, and its work waits: nothing of it is ever sent with the service's credentials. An
 * owner pinned to the service stays with it, also when a token comes later, because its avatars lie in the service's folder.
 * Only that there is no token at all leads to the service: a token that is refused, somebody else's token, or a Cognito that
 * cannot be reached does not.
 *
 * <p>Give it to every process that works on the same records, with the same file, from the first avatar on. Thread-safe. Made by
 * {@link CognitoCredentialsSource#orElse} or {@link AwsSettings#cognitoOrService}.
 */
public final class OrderedCredentialsSource implements CredentialsSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OrderedCredentialsSource.class);

    private final CognitoCredentialsSource cognito;
    private final ServiceCredentialsSource service;

    OrderedCredentialsSource(CognitoCredentialsSource cognito, ServiceCredentialsSource service) {
        this.cognito = cognito;
        this.service = service;
    }

    @Override
    @Nonnull
    public Session session(@Nonnull OwnerId owner, @Nullable Session rejected) {
        Optional<IdentityPin> pin = cognito.pin(owner);
        if (pin.isPresent()) {
            return pin.get().isOfService() ? ofService(owner, rejected) : cognito.session(owner, rejected);
        }
        return cognito.nobodySignedIn(owner) ? ofService(owner, rejected) : ofCognito(owner, rejected);
    }

    private Session ofCognito(OwnerId owner, @Nullable Session rejected) {
        try {
            return cognito.session(owner, rejected);
        } catch (CredentialsException e) {
            // Another process may have decided for the service in the meantime.
            if (cognito.pin(owner).filter(IdentityPin::isOfService).isPresent()) {
                return ofService(owner, rejected);
            }
            throw e;
        }
    }

    private Session ofService(OwnerId owner, @Nullable Session rejected) {
        Session session = service.session(owner, rejected);
        IdentityPin wanted = IdentityPin.ofService(session.identity());
        boolean first = cognito.pin(owner).isEmpty();
        IdentityPin held = cognito.pin(owner, wanted, "folder " + session.identity());
        if (!held.isOfService()) {
            // Another process has just signed this owner in.
            return cognito.session(owner, rejected);
        }
        if (!held.equals(wanted)) {
            throw new CredentialsException(
                    CredentialsException.Kind.SETUP,
                    "identity of " + owner + ": the application's function named folder " + held.identity()
                            + " before, and another one now; it must give the same at every call",
                    null);
        }
        if (first) {
            log.info("owner {} has no ID token: the service's own credentials speak for it from now on", owner);
        }
        return session;
    }

    /** Closes the Cognito source. */
    @Override
    public void close() {
        cognito.close();
    }

    @Override
    public String toString() {
        return "OrderedCredentialsSource[" + cognito + ", " + service + "]";
    }
}

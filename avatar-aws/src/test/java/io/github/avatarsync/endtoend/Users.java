package io.github.avatarsync.endtoend;

import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.IdToken;
import io.github.avatarsync.aws.IdTokenSource;
import io.github.avatarsync.localaws.LocalAws;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The users of an application who sign in and out at a {@link LocalAws}. */
final class Users implements IdTokenSource {
    private final LocalAws aws;
    private final Set<OwnerId> signedIn = ConcurrentHashMap.newKeySet();

    Users(LocalAws aws) {
        this.aws = aws;
    }

    OwnerId signIn(String name) {
        OwnerId owner = OwnerId.of(name);
        signedIn.add(owner);
        return owner;
    }

    void signOut(OwnerId owner) {
        signedIn.remove(owner);
    }

    @Override
    public Optional<IdToken> idToken(OwnerId owner, boolean fresh) {
        return signedIn.contains(owner)
                ? Optional.of(new IdToken(owner, aws.idToken(owner.value())))
                : Optional.empty();
    }
}

package io.github.avatarsync.simulation;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.testkit.Operation;
import java.util.List;

/** A process's way to its host's sign-in: whatever it is asked for, a desktop answers with whoever is there now. */
final class SimulatedCredentials implements CredentialsSource {
    private static final List<Kind> FAILURES =
            List.of(Kind.TRANSIENT, Kind.TRANSIENT, Kind.OFFLINE, Kind.THROTTLED, Kind.REFUSED, Kind.SETUP);

    private final HostProcess process;
    private final World world;
    private final Boundary boundary;

    SimulatedCredentials(HostProcess process) {
        this.process = process;
        this.world = process.world;
        this.boundary = new Boundary(process);
    }

    @Override
    public Session session(OwnerId owner, Session rejected) {
        boundary.enter(Operation.SESSION, owner.value());
        world.request();
        world.pauses.whileASessionIsAskedFor(process);
        boundary.requireAlive();
        OwnerId answers = process.device.tokenFor(owner).orElseThrow(() -> fail(owner, Kind.SIGNED_OUT));
        if (process.device.offline) {
            throw fail(owner, Kind.OFFLINE);
        }
        if (boundary.strikes(world.profile.cloudFaults())) {
            throw fail(owner, world.dice.pick(FAILURES));
        }
        Session session = process.tokens.session(answers, rejected);
        world.invariants.issued(session, answers);
        if (!answers.equals(owner)) {
            process.faulted(); // Whoever needs the owner's session may be refused, even if the need is gone by then.
        }
        boundary.leave(Operation.SESSION, owner.value(), "as " + answers);
        return session;
    }

    private RuntimeException fail(OwnerId owner, Kind kind) {
        return boundary.fault(
                Operation.SESSION, owner.value(), kind.name(), why -> new CredentialsException(kind, why, null));
    }
}

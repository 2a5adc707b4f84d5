package io.github.avatarsync.simulation;

import io.github.avatarsync.testkit.Operation;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where a process meets its disk and the network: there it can die, before and after, be held up, and be lied to. */
final class Boundary {
    /** What happens so seldom that a process would hardly ever die there. */
    private static final Set<Operation> RARE = EnumSet.of(
            Operation.STORE_LIST,
            Operation.STORE_KNOWS,
            Operation.MEDIA_SWEEP,
            Operation.CLOUD_GET,
            Operation.CLOUD_HEAD,
            Operation.CLOUD_LIST,
            Operation.CLOUD_ABANDON);

    private final HostProcess process;
    private final World world;

    Boundary(HostProcess process) {
        this.process = process;
        this.world = process.world;
    }

    /** A call to the local disk. */
    <T> T local(Operation operation, String about, Supplier<T> effect, Function<String, RuntimeException> failure) {
        enter(operation, about);
        world.pauses.anywhere(process, operation);
        requireAlive();
        boolean strikes = strikes(world.profile.localFaults());
        if (strikes && world.dice.chance(0.5)) {
            throw fault(operation, about, "fails", failure);
        }
        T result = effect.get();
        leave(operation, about, "ok");
        if (strikes) {
            throw fault(operation, about, "answer lost", failure);
        }
        return result;
    }

    void enter(Operation operation, String about) {
        process.collectInterrupt();
        requireAlive();
        if (dies(operation)) {
            world.figures.diedBefore.add(operation);
            world.trace.event(process.name, operation, about, "dies before");
            throw process.dies("before " + operation);
        }
    }

    void leave(Operation operation, String about, String how) {
        world.trace.event(process.name, operation, about, how);
        if (dies(operation)) {
            world.figures.diedAfter.add(operation);
            world.trace.event(process.name, operation, about, "dies after");
            throw process.dies("after " + operation);
        }
    }

    private boolean dies(Operation operation) {
        return strikes(world.profile.crashes() * (RARE.contains(operation) ? 20 : 1));
    }

    boolean strikes(double probability) {
        return !world.calm && world.dice.chance(probability);
    }

    RuntimeException fault(Operation operation, String about, String how, Function<String, RuntimeException> failure) {
        process.faulted();
        world.trace.event(process.name, operation, about, how);
        return failure.apply(operation + ": " + how);
    }

    void requireAlive() {
        if (process.ended()) {
            throw process.dies("it was killed");
        }
    }
}

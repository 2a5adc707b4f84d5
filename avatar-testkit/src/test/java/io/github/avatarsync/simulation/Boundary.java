package io.github.avatarsync.simulation;

import io.github.avatarsync.testkit.Operation;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where a process meets its disk and the network: there it can die, before and after, be held up, and be lied to. */
final class Boundary {
    private final HostProcess process;
    private final World world;

    Boundary(HostProcess process) {
        this.process = process;
        this.world = process.world;
    }

    /** A call to the local disk. */
    <T> T local(Operation operation, String about, Supplier<T> effect, Function<String, RuntimeException> failure) {
        enter(operation, about);
        world.pauses.anywhere(process);
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
        requireAlive();
        if (strikes(world.profile.crashes())) {
            world.figures.diedBefore.add(operation);
            world.trace.event(process.name, operation, about, "dies before");
            throw process.dies("before " + operation);
        }
    }

    void leave(Operation operation, String about, String how) {
        world.trace.event(process.name, operation, about, how);
        if (strikes(world.profile.crashes())) {
            world.figures.diedAfter.add(operation);
            world.trace.event(process.name, operation, about, "dies after");
            throw process.dies("after " + operation);
        }
    }

    boolean strikes(double probability) {
        return !world.calm && world.dice.chance(probability);
    }

    RuntimeException fault(
            Operation operation, String about, String how, Function<String, RuntimeException> failure) {
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

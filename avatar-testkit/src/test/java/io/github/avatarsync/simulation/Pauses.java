package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.testkit.Operation;

/** The moments in which one thread stands still and everybody else goes on: a lid that is shut, a garbage collection. */
final class Pauses {
    private static final int DEEPEST = 2;

    private final World world;
    private int depth;

    Pauses(World world) {
        this.world = world;
    }

    /** At any touch of the disk. */
    void anywhere(HostProcess process, Operation operation) {
        if (begins(world.profile.pauses() / 10)) {
            world.trace.event(process.name, operation, "", "stands still");
            if (operation == Operation.STORE_INSERT && world.dice.chance(world.profile.adversary())) {
                atDepth(() -> world.adversary.uploadTheSame(process));
            } else {
                goOn(null);
            }
        }
    }

    /** While a host's sign-in answers; its process waits for it. */
    void whileASessionIsAskedFor(HostProcess process) {
        if (begins(world.profile.pauses())) {
            world.trace.event(process.name, Operation.SESSION, "", "stands still");
            if (world.dice.chance(world.profile.adversary())) {
                strikeAtAnything(process);
            } else {
                goOn(process);
            }
        }
    }

    /** With the bytes in memory, before the request leaves. */
    void beforeItLeaves(HostProcess process, Operation operation, AvatarId avatar) {
        if (begins(world.profile.pauses())) {
            world.figures.pauses++;
            world.trace.event(process.name, operation, avatar.value(), "stands still");
            if (world.dice.chance(world.profile.adversary())) {
                strike(process, avatar);
            } else {
                goOn(null);
            }
        }
    }

    private void strikeAtAnything(HostProcess process) {
        AvatarId avatar = process.carried();
        if (avatar == null) {
            goOn(process);
        } else {
            strike(process, avatar);
        }
    }

    private boolean begins(double probability) {
        return !world.calm && depth < DEEPEST && world.dice.chance(probability);
    }

    private void strike(HostProcess process, AvatarId avatar) {
        atDepth(() -> world.adversary.strike(process, avatar));
    }

    private void goOn(HostProcess without) {
        atDepth(() -> {
            for (int i = 1 + world.dice.below(3); i > 0; i--) {
                world.actors.act(without);
            }
        });
    }

    private void atDepth(Runnable others) {
        depth++;
        try {
            others.run();
        } finally {
            depth--;
        }
    }
}

package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import java.time.Duration;

/** Does the worst while a process stands still with an avatar in its hands. */
final class Adversary {
    private static final Duration PAST_THE_LEASE = Duration.ofSeconds(91);
    private static final Duration PAST_THE_CREDENTIALS = Duration.ofMinutes(61);
    private static final Duration PAST_THE_FENCE = Duration.ofMinutes(80);

    private final World world;

    Adversary(World world) {
        this.world = world;
    }

    void strike(HostProcess victim, AvatarId avatar) {
        Device device = world.ledger.subject(avatar).device();
        HostProcess other = device.process(world.dice.below(Device.PROCESSES));
        world.trace.event("adversary", "strikes", avatar.value(), "");
        if (other == victim) {
            world.actors.delete(other, avatar);
            return;
        }
        switch (world.dice.below(7)) {
            case 0 -> world.actors.delete(other, avatar);
            case 1 -> deleteAndSweep(other, avatar);
            case 2 -> deleteForGood(other, avatar);
            case 3 -> overtake(other);
            case 4 -> world.advance(world.dice.between(PAST_THE_CREDENTIALS, PAST_THE_FENCE));
            case 5 -> deleteAndUploadAgain(other, avatar);
            default -> world.actors.replace(other, avatar, world.dice.below(Pictures.COUNT));
        }
        world.invariants.hold();
    }

    private void deleteAndSweep(HostProcess other, AvatarId avatar) {
        world.actors.delete(other, avatar);
        world.actors.pass(other);
    }

    private void deleteForGood(HostProcess other, AvatarId avatar) {
        deleteAndSweep(other, avatar);
        for (int i = 0; i < 2; i++) {
            world.advance(PAST_THE_FENCE);
            world.actors.pass(other);
        }
    }

    private void overtake(HostProcess other) {
        world.advance(world.dice.between(PAST_THE_LEASE, Duration.ofMinutes(16)));
        world.actors.pass(other);
    }

    private void deleteAndUploadAgain(HostProcess other, AvatarId avatar) {
        world.actors.delete(other, avatar);
        world.actors.uploadAgain(other, avatar);
        world.actors.pass(other);
    }
}

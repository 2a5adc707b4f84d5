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
        switch (world.dice.pick(world.profile.strikes())) {
            case DELETE -> world.actors.delete(other, avatar);
            case DELETE_AND_SWEEP -> deleteAndSweep(other, avatar);
            case DELETE_FOR_GOOD -> deleteForGood(other, avatar);
            case DELETE_AND_UPLOAD_AGAIN -> deleteAndUploadAgain(other, avatar);
            case REPLACE -> world.actors.replace(other, avatar, world.dice.below(Pictures.COUNT));
            case OVERTAKE -> overtake(other);
            case OUTLAST_THE_CREDENTIALS -> world.advance(world.dice.between(PAST_THE_CREDENTIALS, PAST_THE_FENCE));
        }
        world.invariants.hold();
    }

    /** Another process accepts the same bytes, between the look and the write of this one. */
    void uploadTheSame(HostProcess victim) {
        Ledger.Subject subject = victim.uploads.getLast().subject;
        HostProcess other = victim.device.process(world.dice.below(Device.PROCESSES));
        world.actors.upload(other, subject.owner(), subject.picture(), null);
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

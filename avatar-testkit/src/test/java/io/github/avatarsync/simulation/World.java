package io.github.avatarsync.simulation;

import io.github.avatarsync.OwnerId;
import io.github.avatarsync.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * One simulated run: two devices with two processes each, two owners who use both, one bucket, virtual time. The seed decides
 * everything.
 */
final class World {
    static final List<OwnerId> OWNERS = List.of(OwnerId.of("alice"), OwnerId.of("bob"));

    final Profile profile;
    final Sabotage sabotage;

    /** What the records of a device are kept in. */
    final Supplier<Records> disks;

    final Dice dice;
    final ManualClock time = new ManualClock();
    final Trace trace;
    final Figures figures = new Figures();
    final Ledger ledger = new Ledger();
    final Invariants invariants = new Invariants(this);
    final Pauses pauses = new Pauses(this);
    final Adversary adversary = new Adversary(this);
    final Bucket bucket;
    final Actors actors;
    final List<Device> devices;

    /** From when on nothing goes wrong any more. */
    boolean calm;

    /** Requests to sign-in or cloud. */
    long requests;

    World(long seed, Profile profile, Sabotage sabotage, Supplier<Records> disks, boolean told) {
        this.disks = disks;
        this.profile = profile;
        this.sabotage = sabotage;
        this.dice = new Dice(seed);
        this.trace = new Trace(time, told);
        this.bucket = new Bucket(this);
        this.actors = new Actors(this);
        this.devices = List.of(new Device(this, "desktop", true), new Device(this, "server", false));
    }

    /** Lives through it, and then until everything is settled. */
    void run() {
        figures.seeds++;
        try {
            for (int i = 0; i < profile.steps(); i++) {
                actors.act(null);
            }
            new Convergence(this).reach();
        } finally {
            devices.forEach(device -> device.records.close());
        }
    }

    /** Lets true time go by; what is on its way lands at its own moment. */
    void advance(Duration by) {
        Instant end = time.instant().plus(by);
        for (Instant next = bucket.nextLanding().orElse(end);
                next.isBefore(end);
                next = bucket.nextLanding().orElse(end)) {
            time.set(next.isAfter(time.instant()) ? next : time.instant());
            bucket.land(time.instant());
        }
        time.set(end);
        trace.event("time", "goes by", "", "");
    }

    /** An error for a machine's clock. */
    Duration skew() {
        return dice.upTo(profile.skew().multipliedBy(2)).minus(profile.skew());
    }

    void request() {
        requests++;
    }

    String identity(OwnerId owner) {
        return devices.get(0).process(0).tokens.identity(owner);
    }
}

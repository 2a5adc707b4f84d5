package io.github.avatarsync.simulation;

import io.github.avatarsync.OwnerId;
import io.github.avatarsync.testkit.InMemoryMediaStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine: one disk, one network, one sign-in, and two processes of the application on it. */
final class Device {
    static final int PROCESSES = 2;

    final World world;
    final String name;
    final Records records;
    final InMemoryMediaStore media;
    boolean offline;

    /** A desktop has at most one user at a time; a server serves everybody. */
    private final boolean desktop;

    private Optional<OwnerId> current = Optional.of(World.OWNERS.get(0));
    private final List<SkewedClock> clocks = new ArrayList<>();
    private final List<HostProcess> processes = new ArrayList<>();
    private int started;

    Device(World world, String name, boolean desktop) {
        this.world = world;
        this.name = name;
        this.desktop = desktop;
        this.records = world.disks.get();
        this.media = new InMemoryMediaStore(world.time);
        for (int i = 0; i < PROCESSES; i++) {
            clocks.add(new SkewedClock(world.time, world.skew()));
            processes.add(start(i));
        }
    }

    private HostProcess start(int slot) {
        return new HostProcess(this, name + slot + "#" + ++started, clocks.get(slot));
    }

    /** The process in a slot; a new one if the last has died. */
    HostProcess process(int slot) {
        if (processes.get(slot).ended()) {
            processes.set(slot, start(slot));
        }
        return processes.get(slot);
    }

    List<HostProcess> processes() {
        List<HostProcess> running = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            running.add(process(i));
        }
        return running;
    }

    /** Whose token the host gives out when it is asked for an owner's: a desktop knows only whoever is there now. */
    Optional<OwnerId> tokenFor(OwnerId asked) {
        return desktop && !world.calm ? current : Optional.of(asked);
    }

    Optional<OwnerId> current() {
        return current;
    }

    void current(Optional<OwnerId> now) {
        current = now;
    }

    boolean desktop() {
        return desktop;
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Goal;
import io.github.avatarsync.Pass;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.simulation.Ledger.Fate;
import io.github.avatarsync.testkit.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** After faults have stopped: in bounded time everything is where it belongs, and then there is silence. */
final class Convergence {
    /** I7: the longest backoff and a lease. */
    private static final Duration PENDING_ENDS = Duration.ofMinutes(15).plusSeconds(90);

    /** A probe of what is blocked, then two sweeps of a delete that waited for it, and all that was late. */
    private static final Duration ALL_ENDS = Duration.ofHours(12);

    private static final int MOST_ROUNDS = 400;

    private final World world;

    Convergence(World world) {
        this.world = world;
    }

    void reach() {
        world.calm = true;
        for (Device device : world.devices) {
            device.offline = false;
            for (HostProcess process : device.processes()) {
                World.OWNERS.forEach(process::signedIn);
                process.networkChanged();
                process.collectInterrupt();
            }
        }
        // Clocks that disagree cost delay, but no more than what a claim takes for an honest time.
        Duration disagreement = world.profile.skew().multipliedBy(2);
        disagreement = disagreement.compareTo(Claim.HORIZON) > 0 ? Claim.HORIZON : disagreement;
        passUntil(world.time.instant().plus(disagreement).plus(PENDING_ENDS));
        world.devices.forEach(this::nothingPending);
        passUntil(world.time.instant().plus(disagreement).plus(ALL_ENDS));
        world.devices.forEach(this::settled);
        bucketIsClean();
        silence();
        world.devices.forEach(this::diskIsClean);
    }

    private void passUntil(Instant end) {
        for (int round = 0; ; round++) {
            Instant next = world.bucket.nextLanding().filter(end::isAfter).orElse(end);
            for (Device device : world.devices) {
                for (HostProcess process : device.processes()) {
                    Instant due = pass(process).orElse(end);
                    next = due.isBefore(next) ? due : next;
                }
            }
            world.invariants.hold();
            if (!next.isBefore(end)) {
                world.advance(Duration.between(world.time.instant(), end));
                return;
            }
            if (round == MOST_ROUNDS * (1 + waiting())) {
                throw new Violation("I7", "something is due again and again and never done");
            }
            Duration wait = Duration.between(world.time.instant(), next);
            world.advance(wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait);
        }
    }

    /** Avatars that are tried again and again, because what they replace cannot be read. */
    private long waiting() {
        return world.devices.stream()
                .flatMap(device -> device.records.readable().stream())
                .filter(record -> world.ledger.isTouchedByDamage(record.id()))
                .count();
    }

    /** When the process has work again, in true time. */
    private Optional<Instant> pass(HostProcess process) {
        return process.perform(Act.PASS, "", process::pass)
                .flatMap(Pass::nextDue)
                .map(due -> due.minus(process.clock.error()));
    }

    private void nothingPending(Device device) {
        for (AvatarRecord record : device.records.readable()) {
            if (record.state() == AvatarState.PENDING) {
                throw new Violation("I7", "still pending long after faults stopped: " + record.document());
            }
        }
    }

    private void settled(Device device) {
        Set<AvatarId> synced = new HashSet<>();
        for (AvatarRecord record : device.records.readable()) {
            boolean excused = world.ledger.isTouchedByDamage(record.id());
            if (record.state() == AvatarState.SYNCED && (record.dueAt() == null || excused)) {
                world.invariants.stored(device, record);
                synced.add(record.id());
            } else if (!excused) {
                throw new Violation("I1", "never settled: " + record.document());
            }
        }
        for (AvatarId id : world.ledger.begun(device)) {
            Fate fate = world.ledger.fate(id);
            if (fate == Fate.LIVES) {
                lives(device, id, synced.contains(id));
            } else if (fate == Fate.GONE && synced.contains(id) && !world.ledger.isTouchedByDamage(id)) {
                throw new Violation("I1", "avatar " + id + " was deleted or replaced, and is still there");
            }
        }
    }

    private void lives(Device device, AvatarId id, boolean synced) {
        if (!synced) {
            throw new Violation("I1", "acknowledged avatar " + id + " is not there");
        }
        Ledger.Subject subject = world.ledger.subject(id);
        String hash = Invariants.sha256(
                Actors.read(device.process(0).of(subject.owner()).open(id, Variant.ORIGINAL)));
        if (!hash.equals(Pictures.hashes(subject.picture()).get(Variant.ORIGINAL))) {
            throw new Violation("I1", "acknowledged avatar " + id + " opens with other bytes");
        }
    }

    /** I5: nothing but what living avatars count on. */
    private void bucketIsClean() {
        Set<String> counted = world.devices.stream()
                .flatMap(device -> device.records.readable().stream())
                .filter(record -> record.goal() == Goal.KEEP)
                .flatMap(record -> record.variants().stream())
                .map(VariantInfo::key)
                .collect(Collectors.toSet());
        for (StoredObject object : world.bucket.objects()) {
            if (!counted.contains(object.key()) && !world.ledger.isDamaged(world.bucket.writer(object.key()))) {
                throw new Violation("I5", "nobody knows of " + object.key());
            }
        }
        world.bucket.unfinished.all().forEach((id, avatar) -> {
            if (!world.ledger.isDamaged(avatar)) {
                throw new Violation("I5", id + " of " + avatar + " is unfinished for ever");
            }
        });
    }

    /** I7: idle means no network. */
    private void silence() {
        long before = world.requests;
        for (int i = 0; i < 3; i++) {
            world.advance(Duration.ofHours(16));
            world.devices.forEach(device -> device.processes().forEach(world.actors::pass));
        }
        if (world.requests != before && waiting() == 0) {
            throw new Violation("I7", world.requests - before + " requests while there was nothing to do");
        }
    }

    private void diskIsClean(Device device) {
        device.process(0).clock.error(Duration.ZERO);
        device.process(0).sweepMedia();
        Set<AvatarId> known = new TreeSet<>();
        device.records.readable().forEach(record -> known.add(record.id()));
        for (AvatarId id : device.media.ids()) {
            if (!known.contains(id) && !world.ledger.isDamaged(id)) {
                throw new Violation("I5", "local bytes of " + id + " stay for ever");
            }
        }
    }
}

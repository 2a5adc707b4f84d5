package io.github.avatarsync.simulation;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.SystemAvatars;
import io.github.avatarsync.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Users, applications, machines and networks: whoever does something. */
final class Actors {
    private final World world;
    private final Dice dice;

    Actors(World world) {
        this.world = world;
        this.dice = world.dice;
    }

    /** Somebody does something, but not this process. */
    void act(HostProcess without) {
        Device device = dice.pick(world.devices);
        int slot = dice.below(Device.PROCESSES);
        if (device.process(slot) == without) {
            slot = 1 - slot;
        }
        HostProcess process = device.process(slot);
        switch (dice.weighted(world.profile.weights())) {
            case UPLOAD -> upload(process, dice.pick(World.OWNERS), dice.below(Pictures.COUNT), null);
            case UPLOAD_AGAIN -> any(device).ifPresent(id -> uploadAgain(process, id));
            case REPLACE -> any(device).ifPresent(id -> replace(process, id, dice.below(Pictures.COUNT)));
            case DELETE -> any(device).ifPresent(id -> delete(process, id));
            case RETRY -> any(device).ifPresent(id -> retry(process, id));
            case OPEN -> any(device).ifPresent(id -> open(process, id));
            case LIST -> list(process, dice.pick(World.OWNERS));
            case PASS -> pass(process);
            case SWEEP_MEDIA -> sweepMedia(process);
            case KILL -> kill(process);
            case CLOSE -> close(process);
            case WAIT -> world.advance(dice.upTo(Duration.ofSeconds(100)));
            case WAIT_LONG -> world.advance(dice.upTo(Duration.ofMinutes(20)));
            case WAIT_A_DAY -> world.advance(dice.between(Duration.ofHours(24), Duration.ofHours(26)));
            case WAIT_OUT_SESSIONS -> world.advance(dice.between(Duration.ofMinutes(55), Duration.ofMinutes(95)));
            case SET_CLOCK -> setClock(process);
            case SWITCH_USER -> switchUser(device);
            case END_SESSIONS -> world.bucket.cloud.expireSessions();
            case NETWORK -> network(device);
            case DAMAGE_RECORD -> any(device).ifPresent(id -> damageRecord(device, id));
            case DAMAGE_FILE -> any(device).ifPresent(id -> damageFile(device, id));
            case LOSE_FILE -> any(device).ifPresent(id -> loseFile(process, id));
            case LOOK_AT_SHARED -> lookAtShared(process, dice.pick(World.OWNERS));
        }
        world.invariants.hold();
    }

    private Optional<AvatarId> any(Device device) {
        List<AvatarId> ids = world.ledger.begun(device);
        return ids.isEmpty() ? Optional.empty() : Optional.of(dice.pick(ids));
    }

    void upload(HostProcess process, OwnerId owner, int picture, AvatarId replaced) {
        Ledger.Upload upload = world.ledger.upload(new Ledger.Subject(process.device, owner, picture), replaced);
        AvatarSource source = Pictures.source(picture);
        process.uploads.addLast(upload);
        try {
            BooleanSupplier excused = () -> replaced != null && world.ledger.isDamaged(replaced);
            process.perform(
                            replaced == null ? Act.UPLOAD : Act.REPLACE,
                            owner + " " + picture,
                            excused,
                            () -> process.of(owner).upload(replaced == null ? source : source.replacing(replaced)))
                    .map(Avatar::id)
                    .ifPresent(id -> world.ledger.acknowledged(upload, id));
        } finally {
            process.uploads.removeLast();
            world.ledger.unanswered(upload);
        }
    }

    void uploadAgain(HostProcess process, AvatarId id) {
        Ledger.Subject subject = world.ledger.subject(id);
        upload(process, subject.owner(), subject.picture(), null);
    }

    void replace(HostProcess process, AvatarId id, int picture) {
        upload(process, world.ledger.subject(id).owner(), picture, id);
    }

    void delete(HostProcess process, AvatarId id) {
        world.ledger.deleteAsked(id);
        process.perform(Act.DELETE, id, () -> {
                    process.of(world.ledger.subject(id).owner()).delete(id);
                    return id;
                })
                .ifPresent(world.ledger::deleteAnswered);
    }

    private void retry(HostProcess process, AvatarId id) {
        process.perform(Act.RETRY, id, () -> {
            process.of(world.ledger.subject(id).owner()).retry(id);
            return id;
        });
    }

    /** I2 and I4 as a user sees them: what opens has the bytes that were handed in. */
    private void open(HostProcess process, AvatarId id) {
        Ledger.Subject subject = world.ledger.subject(id);
        process.perform(
                        Act.OPEN,
                        id.value(),
                        () -> world.ledger.fate(id) != Ledger.Fate.LIVES
                                || process.device
                                        .media
                                        .bytes(id, Variant.ORIGINAL)
                                        .isEmpty(),
                        () -> read(process.of(subject.owner()).open(id, Variant.ORIGINAL)))
                .map(Invariants::sha256)
                .filter(hash -> !world.ledger.isDamaged(id))
                .filter(hash -> !hash.equals(Pictures.hashes(subject.picture()).get(Variant.ORIGINAL)))
                .ifPresent(wrong -> {
                    throw new Violation("I2", "avatar " + id + " opens with other bytes than were uploaded");
                });
    }

    /** I4 and I5 as a user sees them: nobody else's, and nothing that was deleted. */
    private void list(HostProcess process, OwnerId owner) {
        process.perform(Act.LIST, owner.value(), () -> process.of(owner).list(50, null))
                .ifPresent(page -> page.items().forEach(avatar -> {
                    if (!avatar.owner().equals(owner) || world.ledger.deleteWasAnswered(avatar.id())) {
                        throw new Violation("I5", owner + "'s list shows " + avatar);
                    }
                }));
    }

    /** Whoever may look sees what is there for everybody, whole. */
    private void lookAtShared(HostProcess process, OwnerId owner) {
        process.perform(Act.LOOK_AT_SHARED, owner.value(), () -> {
                    SystemAvatars system = process.system(owner);
                    return read(system.open(system.list().get(0).files().get(0)));
                })
                .filter(bytes -> !Arrays.equals(bytes, Pictures.FOR_EVERYBODY))
                .ifPresent(wrong -> {
                    throw new Violation("I2", "the picture for everybody opens with other bytes than were published");
                });
    }

    static byte[] read(InputStream stream) {
        try (InputStream in = stream) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void pass(HostProcess process) {
        process.perform(Act.PASS, "", process::pass);
    }

    void sweepMedia(HostProcess process) {
        process.perform(Act.SWEEP_MEDIA, "", process::sweepMedia);
    }

    private void kill(HostProcess process) {
        world.trace.event(process.name, Act.KILL, "", "");
        process.kill();
    }

    private void close(HostProcess process) {
        process.perform(Act.CLOSE, "", () -> {
            process.close();
            return true;
        });
    }

    private void setClock(HostProcess process) {
        process.clock.error(world.skew());
        world.trace.event(process.name, Act.SET_CLOCK, "", process.clock.error().toString());
    }

    private void switchUser(Device device) {
        Optional<OwnerId> before = device.current();
        device.current(dice.chance(0.2) ? Optional.empty() : Optional.of(dice.pick(World.OWNERS)));
        world.trace.event(device.name, Act.SWITCH_USER, "", device.current().toString());
        if (!device.desktop() || dice.chance(0.3)) {
            return; // Hosts that never tell.
        }
        for (HostProcess process : device.processes()) {
            before.ifPresent(owner -> signOut(process, owner));
            device.current().ifPresent(process::signedIn);
            process.collectInterrupt();
        }
    }

    /** What the process was doing for the owner may be refused. */
    private void signOut(HostProcess process, OwnerId owner) {
        process.signedOut(owner);
        process.faulted();
    }

    private void network(Device device) {
        device.offline = !device.offline;
        world.trace.event(device.name, Act.NETWORK, "", device.offline ? "offline" : "online");
        if (!device.offline && dice.chance(0.5)) {
            device.processes().forEach(HostProcess::networkChanged);
        }
    }

    private void damageRecord(Device device, AvatarId id) {
        if (device.records.readable().stream().anyMatch(r -> r.id().equals(id))) {
            device.records.damage(id);
            world.ledger.damaged(id);
            world.trace.event(device.name, Act.DAMAGE_RECORD, id.value(), "");
        }
    }

    private void damageFile(Device device, AvatarId id) {
        if (device.media.bytes(id, Variant.ORIGINAL).isPresent()) {
            device.media.damage(id, Variant.ORIGINAL);
            world.ledger.damaged(id);
            world.trace.event(device.name, Act.DAMAGE_FILE, id.value(), "");
        }
    }

    /** What is in the cloud comes back from there when somebody looks at it; else it is lost for good. */
    private void loseFile(HostProcess process, AvatarId id) {
        Device device = process.device;
        boolean inCloud = device.records.readable().stream()
                .anyMatch(record -> record.id().equals(id) && record.inCloud());
        if (device.media.bytes(id, Variant.ORIGINAL).isEmpty() || !inCloud && dice.chance(0.8)) {
            return;
        }
        device.media.lose(id, Variant.ORIGINAL);
        world.trace.event(device.name, Act.LOSE_FILE, id.value(), inCloud ? "in the cloud" : "for good");
        if (inCloud) {
            open(process, id);
        } else {
            world.ledger.damaged(id);
        }
    }
}

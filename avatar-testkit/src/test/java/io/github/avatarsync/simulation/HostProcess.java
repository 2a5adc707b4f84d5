package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarNotFoundException;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Pass;
import io.github.avatarsync.SystemAvatars;
import io.github.avatarsync.sync.Engine;
import io.github.avatarsync.sync.EngineParts;
import io.github.avatarsync.testkit.FakeCredentialsSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A process of the application: the real façade and engine on its device's disk, until it dies or is closed. */
final class HostProcess {
    final World world;
    final Device device;
    final String name;
    final SkewedClock clock;
    final FakeCredentialsSource tokens;

    /** The uploads under way, the innermost last. */
    final Deque<Ledger.Upload> uploads = new ArrayDeque<>();

    private final AvatarSync sync;

    /** Beside the façade if the planner is not the real one; else the façade has its own. */
    private final Optional<Engine> engine;

    private final AvatarStore store;
    private final MediaStore media;
    private AvatarId carried;
    private boolean ended;
    private boolean interrupted;
    private int faults;

    HostProcess(Device device, String name, SkewedClock clock) {
        this.world = device.world;
        this.device = device;
        this.name = name;
        this.clock = clock;
        this.tokens = new FakeCredentialsSource(world.bucket.cloud, clock);
        World.OWNERS.forEach(tokens::signIn);
        tokens.sessionsLive(world.dice.chance(0.5) ? Duration.ofHours(1) : Duration.ofMinutes(15));
        Sabotage sabotage = world.sabotage;
        EngineParts parts = new EngineParts(
                sabotage.store(new SimulatedStore(this), this),
                sabotage.media(new SimulatedMedia(this), this),
                sabotage.cloud(new SimulatedCloud(this), this),
                sabotage.credentials(new SimulatedCredentials(this), this),
                sabotage.keys(),
                clock,
                sabotage.random(world.dice.generator()),
                Runnable::run,
                4,
                new NobodyListens());
        this.store = parts.store();
        this.media = parts.media();
        this.engine = sabotage.engine(parts);
        this.sync = open(parts);
    }

    private AvatarSync open(EngineParts parts) {
        AvatarSync.Builder builder = AvatarSync.builder()
                .store(parts.store())
                .media(parts.media())
                .keys(parts.keys())
                .rules(Pictures.RULES)
                .clock(clock)
                .random(parts.random())
                .workOn(Runnable::run)
                .callbacksOn(Runnable::run)
                .background(false);
        return (engine.isPresent() ? builder : builder.cloud(parts.cloud(), parts.credentials())).open();
    }

    Avatars of(OwnerId owner) {
        return sync.of(owner);
    }

    SystemAvatars system(OwnerId owner) {
        return sync.system(owner);
    }

    Pass pass() {
        return engine.map(Engine::runOnce).orElseGet(sync::runOnce);
    }

    void signedIn(OwnerId owner) {
        sync.signedIn(owner);
        engine.ifPresent(e -> e.signedIn(owner));
    }

    void signedOut(OwnerId owner) {
        sync.signedOut(owner);
        engine.ifPresent(e -> e.signedOut(owner));
    }

    void networkChanged() {
        sync.networkChanged();
        engine.ifPresent(Engine::networkChanged);
    }

    void close() {
        sync.close();
        engine.ifPresent(Engine::close);
        ended = true;
    }

    /** It does nothing any more from now on; what is on the stack unwinds when it next touches anything. */
    void kill() {
        ended = true;
        world.figures.crashes++;
    }

    boolean ended() {
        return ended;
    }

    Crash dies(String where) {
        if (!ended) {
            kill();
        }
        return new Crash(where);
    }

    /** Something went wrong that the application may be told of. */
    void faulted() {
        faults++;
    }

    /** Whether the thread that waits for the cloud was interrupted meanwhile; asking clears it. */
    boolean takeInterrupt() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    /** An interrupt is meant for the thread that waits for the cloud: here it is the same one, further out. */
    void collectInterrupt() {
        interrupted |= Thread.interrupted();
    }

    /** What the daily housekeeping of a process does with files that no record knows. */
    int sweepMedia() {
        return media.sweep(clock.instant().minus(Duration.ofDays(1)), store::knows);
    }

    /** The avatar that was claimed last. */
    AvatarId carried() {
        return carried;
    }

    void carries(AvatarId avatar) {
        carried = avatar;
    }

    <T> Optional<T> perform(Act act, String about, Supplier<T> operation) {
        return perform(act, about, () -> false, operation);
    }

    /** Runs one operation about an avatar; one that a disk has damaged may be refused. */
    <T> Optional<T> perform(Act act, AvatarId about, Supplier<T> operation) {
        return perform(act, about.value(), () -> world.ledger.isTouchedByDamage(about), operation);
    }

    /**
     * Runs one operation of the application.
     *
     * @return its result; empty if it was refused, or the process died in it
     */
    <T> Optional<T> perform(Act act, String about, BooleanSupplier excused, Supplier<T> operation) {
        world.figures.operations += world.calm ? 0 : 1;
        int before = faults;
        String outcome = "ok";
        try {
            return Optional.ofNullable(operation.get());
        } catch (Crash e) {
            outcome = "dies";
            return Optional.empty();
        } catch (AvatarNotFoundException e) {
            outcome = "not found";
            return Optional.empty();
        } catch (AvatarException | IllegalStateException e) {
            outcome = e.toString();
            if (faults == before && !ended && !excused.getAsBoolean()) {
                throw new Violation("I9", act + " " + about + " was refused though nothing went wrong: " + e);
            }
            return Optional.empty();
        } finally {
            collectInterrupt();
            world.trace.event(name, act, about, outcome);
        }
    }
}

package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.ListedObject;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import io.github.avatarsync.testkit.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A process's way to the bucket. Exactly between "bytes in memory" and "request leaves" it may stand still while everybody else
 * goes on.
 */
final class SimulatedCloud implements CloudStorage {
    private static final List<Kind> FAILURES = List.of(
            Kind.TRANSIENT,
            Kind.TRANSIENT,
            Kind.THROTTLED,
            Kind.SESSION,
            Kind.CONFLICT,
            Kind.CORRUPT,
            Kind.UNVERIFIED,
            Kind.OFFLINE,
            Kind.PERMANENT);

    private final HostProcess process;
    private final World world;
    private final Bucket bucket;
    private final Boundary boundary;

    SimulatedCloud(HostProcess process) {
        this.process = process;
        this.world = process.world;
        this.bucket = world.bucket;
        this.boundary = new Boundary(process);
    }

    @Override
    public String location() {
        return bucket.cloud.location();
    }

    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
        String key = object.key();
        reach(Operation.CLOUD_PUT, key);
        Bucket.Put put = new Bucket.Put(object, read(object, content));
        // Progress is told when bytes are handed on, which may be before, while or after they stand still, or landed.
        int told = world.dice.below(3);
        tell(told == 0, sent, object);
        world.invariants.leaves(session, put);
        if (!world.calm
                && world.sabotage.poisonous(world.ledger.subject(put.avatar()).picture())) {
            world.invariants.poisoned(put.avatar());
            throw process.dies("the avatar kills whoever sends it");
        }
        Runnable later = () -> bucket.putLater(session, put);
        standStill(Operation.CLOUD_PUT, put.avatar(), key, later);
        tell(told == 1, sent, object);
        send(Operation.CLOUD_PUT, key, later, () -> {
            bucket.put(session, put);
            tell(told == 2, sent, object);
            return true;
        });
    }

    /** Goes on with what was begun and is still there, or begins; when the object is there nothing else is left. */
    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
        boolean begins = world.profile.large() && Unfinished.isLarge(object.key()) && !process.device.offline;
        String id = begins ? begin(session, object, memo) : memo.remembered().orElse("");
        put(session, object, content, sent);
        bucket.unfinished.end(id);
    }

    private String begin(Session session, CloudObject object, PutMemo memo) {
        String left = memo.remembered().orElse("");
        boolean there = answered(
                Operation.CLOUD_PUT,
                object.key(),
                () -> bucket.cloud.head(session, object.key()).isPresent());
        if (there || bucket.unfinished.all().containsKey(left)) {
            return left;
        }
        String id = bucket.unfinished.nextId();
        memo.remember(id);
        // Whoever dies in between has begun nothing: that one moment is left to the bucket's own rules.
        bucket.unfinished.begin(id, AvatarId.of(object.metadata().get("avatar-id")));
        return id;
    }

    @Override
    public void abandon(Session session, String key, String remembered) {
        reach(Operation.CLOUD_ABANDON, key);
        send(Operation.CLOUD_ABANDON, key, () -> {}, () -> {
            boolean there = bucket.cloud.head(session, key).isPresent();
            bucket.unfinished.end(remembered);
            return there;
        });
    }

    private static void tell(boolean now, LongConsumer sent, CloudObject object) {
        if (now) {
            sent.accept(object.size());
        }
    }

    private byte[] read(CloudObject object, Content content) {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        } catch (IOException | UncheckedIOException e) {
            throw new CloudStorageException(Kind.CORRUPT, "put " + object.key() + ": unreadable", e);
        }
    }

    @Override
    public Instant delete(Session session, String key) {
        reach(Operation.CLOUD_DELETE, key);
        Runnable later = () -> bucket.deleteLater(session, key);
        standStill(Operation.CLOUD_DELETE, process.carried(), key, later);
        return send(Operation.CLOUD_DELETE, key, later, () -> bucket.delete(session, key));
    }

    @Override
    public InputStream get(Session session, String key) {
        reach(Operation.CLOUD_GET, key);
        return send(Operation.CLOUD_GET, key, () -> {}, () -> bucket.cloud.get(session, key));
    }

    @Override
    public Optional<ObjectInfo> head(Session session, String key) {
        reach(Operation.CLOUD_HEAD, key);
        return send(Operation.CLOUD_HEAD, key, () -> {}, () -> bucket.cloud.head(session, key));
    }

    @Override
    public List<ListedObject> list(Session session, String prefix) {
        reach(Operation.CLOUD_LIST, prefix);
        return send(Operation.CLOUD_LIST, prefix, () -> {}, () -> bucket.cloud.list(session, prefix));
    }

    private void reach(Operation operation, String key) {
        boundary.enter(operation, key);
        world.request();
        if (process.device.offline) {
            throw fail(operation, key, Kind.OFFLINE);
        }
    }

    private void standStill(Operation operation, AvatarId avatar, String key, Runnable later) {
        world.pauses.beforeItLeaves(process, operation, avatar);
        if (process.ended() && world.dice.chance(0.3)) {
            // The process died, but the machine's network stack had it all.
            later.run();
        }
        boundary.requireAlive();
        if (process.takeInterrupt() && world.dice.chance(0.5)) {
            throw fail(operation, key, Kind.INTERRUPTED);
        }
    }

    private <T> T send(Operation operation, String key, Runnable later, Supplier<T> effect) {
        if (boundary.strikes(world.profile.late())) {
            later.run();
            if (world.dice.chance(0.3)) {
                throw process.dies("its request is still under way");
            }
            throw fail(operation, key, Kind.TRANSIENT);
        }
        boolean strikes = boundary.strikes(world.profile.cloudFaults());
        if (strikes && world.dice.chance(0.6)) {
            throw fail(operation, key, world.dice.pick(FAILURES));
        }
        T answer = answered(operation, key, effect);
        boundary.leave(operation, key, "ok");
        if (strikes) {
            throw fail(operation, key, Kind.TRANSIENT);
        }
        return answer;
    }

    private <T> T answered(Operation operation, String key, Supplier<T> effect) {
        try {
            return effect.get();
        } catch (CloudStorageException e) {
            process.faulted();
            boundary.leave(operation, key, e.kind().name());
            throw e;
        }
    }

    private RuntimeException fail(Operation operation, String key, Kind kind) {
        return boundary.fault(
                operation,
                key,
                kind.name(),
                why -> kind == Kind.PERMANENT
                        ? CloudStorageException.permanent(BlockedReason.ACCESS_DENIED, why, null)
                        : new CloudStorageException(kind, why, null));
    }
}

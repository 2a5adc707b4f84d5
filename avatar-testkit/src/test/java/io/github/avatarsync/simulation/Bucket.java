package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.Content;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.Session;
import io.github.avatarsync.testkit.InMemoryCloudStorage;
import io.github.avatarsync.testkit.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one bucket, and the requests that are still on their way to it.
 *
 * <p>A late request is authorized when it arrives, which may be at any time, and takes effect at most ten minutes later: the end of
 * the credentials is all that stops it.
 */
final class Bucket {
    private static final List<Duration> JOURNEYS =
            List.of(Duration.ofMinutes(3), Duration.ofMinutes(80), Duration.ofHours(3));
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

    private static final String SHARED = KeyLayout.standard().systemFolder() + "fox.png";

    final InMemoryCloudStorage cloud;
    final Unfinished unfinished = new Unfinished();
    private final World world;
    private final Map<String, AvatarId> writers = new HashMap<>();
    private final List<Late> underWay = new ArrayList<>();

    Bucket(World world) {
        this.world = world;
        this.cloud = new InMemoryCloudStorage(world.time);
        cloud.plant(SHARED, "image/png", Pictures.FOR_EVERYBODY);
    }

    /** A request that nobody waits for any more. */
    private static final class Late {
        final Session session;
        final String key;
        final Optional<Put> put;
        Instant at;
        boolean admitted;

        Late(Session session, String key, Optional<Put> put, Instant at) {
            this.session = session;
            this.key = key;
            this.put = put;
            this.at = at;
        }
    }

    /** An object on its way, and its bytes. */
    record Put(CloudObject object, byte[] bytes) {
        AvatarId avatar() {
            return AvatarId.of(object.metadata().get("avatar-id"));
        }
    }

    void put(Session session, Put put) {
        boolean there = cloud.bytes(put.object.key()).isPresent();
        if (has(there ? BucketFlaw.OVERWRITES : BucketFlaw.BELIEVES_HASHES)) {
            cloud.head(session, put.object.key());
            plant(put);
            return;
        }
        cloud.put(session, put.object, Content.of(put.bytes), sent -> {});
        if (!there) {
            published(put.object.key(), put.avatar());
        }
    }

    private boolean has(BucketFlaw flaw) {
        return world.sabotage.flaws().contains(flaw);
    }

    Instant delete(Session session, String key) {
        Instant answer = cloud.delete(session, key);
        world.invariants.removed(key);
        return answer;
    }

    /** Stores an object past the bucket's own checks. */
    void plant(Put put) {
        Optional<byte[]> before = cloud.bytes(put.object.key());
        cloud.plant(put.object.key(), put.object.contentType(), put.bytes);
        before.ifPresent(bytes -> world.invariants.overwritten(put.object.key(), bytes, put.bytes));
        published(put.object.key(), put.avatar());
    }

    private void published(String key, AvatarId avatar) {
        writers.put(key, avatar);
        world.invariants.published(key, avatar);
    }

    void putLater(Session session, Put put) {
        later(session, put.object.key(), Optional.of(put));
    }

    void deleteLater(Session session, String key) {
        later(session, key, Optional.empty());
    }

    private void later(Session session, String key, Optional<Put> put) {
        Duration journey = world.dice.upTo(world.dice.pick(JOURNEYS));
        underWay.add(new Late(session, key, put, world.time.instant().plus(journey)));
    }

    Optional<Instant> nextLanding() {
        return underWay.stream().map(late -> late.at).min(Comparator.naturalOrder());
    }

    /** Lets what is due arrive or take effect. */
    void land(Instant now) {
        for (Late late : List.copyOf(underWay)) {
            if (!late.at.isAfter(now)) {
                land(late);
            }
        }
    }

    private void land(Late late) {
        if (!late.admitted) {
            late.admitted = admits(late);
            late.at = late.at.plus(world.dice.upTo(LONGEST_REQUEST));
            if (late.admitted) {
                return;
            }
        } else {
            takeEffect(late);
        }
        underWay.remove(late);
    }

    private boolean admits(Late late) {
        try {
            cloud.head(late.session, late.key);
            return true;
        } catch (CloudStorageException refused) {
            return has(BucketFlaw.IGNORES_EXPIRY);
        }
    }

    private void takeEffect(Late late) {
        world.figures.late++;
        world.trace.event("late", late.put.isPresent() ? "put" : "delete", late.key, "lands");
        if (late.put.isEmpty()) {
            if (cloud.bytes(late.key).isPresent()) {
                cloud.lose(late.key);
            }
            world.invariants.removed(late.key);
        } else if (cloud.bytes(late.key).isEmpty() || has(BucketFlaw.OVERWRITES)) {
            plant(late.put.get());
        }
    }

    /** What owners have in it. */
    List<StoredObject> objects() {
        return cloud.objects().stream()
                .filter(object -> !object.key().equals(SHARED))
                .toList();
    }

    /** Of which avatar the object under a key is. */
    AvatarId writer(String key) {
        return writers.get(key);
    }
}

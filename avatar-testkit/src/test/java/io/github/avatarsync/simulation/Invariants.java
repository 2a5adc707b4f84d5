package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Goal;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.simulation.Ledger.Fate;
import io.github.avatarsync.simulation.Ledger.Subject;
import io.github.avatarsync.sync.Spool;
import io.github.avatarsync.testkit.ManualClock;
import io.github.avatarsync.testkit.StoredObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** What must hold at every moment; the ledger says of which avatars, disk and bucket are looked at directly. */
final class Invariants {
    private static final int MOST_DEATHS = 11;

    private final World world;
    private final Map<String, OwnerId> keyHolders = new HashMap<>();
    private final Map<AvatarId, Integer> deaths = new HashMap<>();

    Invariants(World world) {
        this.world = world;
    }

    private static void require(boolean holds, String invariant, String what) {
        if (!holds) {
            throw new Violation(invariant, what);
        }
    }

    /** Credentials were given out; whatever a session says of itself later, these are this owner's. */
    void issued(Session session, OwnerId to) {
        keyHolders.put(session.keyId(), to);
    }

    /** I4: bytes and credentials are of one owner, on their way into that owner's folder. */
    void leaves(Session session, Bucket.Put put) {
        AvatarId avatar = put.avatar();
        Subject subject = world.ledger.subject(avatar);
        OwnerId holder = keyHolders.get(session.keyId());
        require(
                subject.owner().equals(holder),
                "I4",
                "bytes of " + avatar + ", which is " + subject.owner() + "'s, leave with the credentials of " + holder);
        String folder = "avatars/" + world.identity(subject.owner()) + "/";
        require(put.object().key().startsWith(folder), "I4", put.object().key() + " is not in " + folder);
    }

    /** I8: an avatar that kills its process is left alone after some time, except for a probe every six hours. */
    void poisoned(AvatarId avatar) {
        int times = deaths.merge(avatar, 1, Integer::sum);
        long probes = Duration.between(ManualClock.START, world.time.instant()).dividedBy(Duration.ofHours(6));
        require(times <= MOST_DEATHS * (1 + probes), "I8", avatar + " has killed " + times + " processes");
    }

    /** I5: nothing of an avatar lands after its last trace was removed. */
    void published(String key, AvatarId avatar) {
        require(!world.ledger.isForgotten(avatar), "I5", key + " lands after its avatar was deleted for good");
    }

    /** I3: no key is ever given other bytes. */
    void overwritten(String key, byte[] before, byte[] after) {
        require(Arrays.equals(before, after), "I3", key + " was overwritten with other bytes");
    }

    /** I2, from the other side: an object that a living avatar counts on stays. */
    void removed(String key) {
        for (Device device : world.devices) {
            for (AvatarRecord record : device.records.readable()) {
                boolean counted = record.goal() == Goal.KEEP
                        && record.variants().stream().anyMatch(v -> v.inCloud() && key.equals(v.key()));
                require(!counted, "I2", key + " was deleted though avatar " + record.id() + " lives");
            }
        }
    }

    /** I2: what counts as being in the cloud is there, with the right bytes. */
    void stored(Device device, AvatarRecord record) {
        require(
                !record.problem().matches(".*(IllegalState|NullPointer|IllegalArgument)Exception.*"),
                "I6",
                "avatar " + record.id() + " met a programming error: " + record.problem());
        if (record.goal() == Goal.KEEP) {
            record.variants().stream().filter(VariantInfo::inCloud).forEach(v -> inCloud(record.id(), v));
        }
        require(
                !world.ledger.deleteWasAnswered(record.id()) || record.goal() == Goal.DELETE,
                "I1",
                "avatar " + record.id() + " is wanted again after its delete was answered");
    }

    private void inCloud(AvatarId id, VariantInfo variant) {
        String right = Pictures.hashes(world.ledger.subject(id).picture()).get(variant.variant());
        String there =
                world.bucket.cloud.bytes(variant.key()).map(Invariants::sha256).orElse("nothing");
        require(right.equals(there), "I2", variant.variant() + " of " + id + " counts as synced, there is " + there);
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Spool.sha256().digest(bytes));
    }

    /** One avatar for the same bytes of an owner, however many upload them at once. */
    void inserted(Device device, AvatarRecord stored) {
        Subject subject = world.ledger.subject(stored.id());
        long same = device.records.readable().stream()
                .filter(r -> r.goal() == Goal.KEEP)
                .map(AvatarRecord::id)
                .filter(id -> subject.equals(world.ledger.subject(id)) && world.ledger.standsForItsBytes(id))
                .count();
        require(same <= 1, "dedupe", same + " living avatars of " + subject);
    }

    /** I5: when the last trace of an avatar is removed, the bucket has nothing of it. */
    void forgotten(AvatarId id) {
        world.ledger.forgotten(id);
        for (StoredObject object : world.bucket.objects()) {
            require(
                    !id.equals(world.bucket.writer(object.key())),
                    "I5",
                    object.key() + " is still there, and nothing is left that would delete it");
        }
        require(
                !world.bucket.unfinished.all().containsValue(id),
                "I5",
                "an unfinished put of " + id + " is still there, and nothing is left that would abandon it");
    }

    /** I1: what was acknowledged is on the disk, or on its way out. */
    void hold() {
        for (Device device : world.devices) {
            Map<AvatarId, AvatarRecord> records =
                    device.records.readable().stream().collect(Collectors.toMap(AvatarRecord::id, r -> r));
            for (AvatarId id : world.ledger.told(device)) {
                if (world.ledger.fate(id) == Fate.LIVES) {
                    lives(device, id, records.get(id));
                }
            }
        }
    }

    private static void lives(Device device, AvatarId id, AvatarRecord record) {
        require(record != null, "I1", "the record of acknowledged avatar " + id + " is gone");
        require(record.goal() == Goal.KEEP, "I1", "avatar " + id + " is being deleted, and nobody asked for it");
        for (VariantInfo v : record.variants()) {
            require(
                    v.inCloud() || device.media.bytes(id, v.variant()).isPresent(),
                    "I1",
                    v.variant() + " of acknowledged avatar " + id + " is neither here nor in the cloud");
        }
    }
}

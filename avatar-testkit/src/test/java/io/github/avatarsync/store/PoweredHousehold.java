package io.github.avatarsync.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.Content;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Goal;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Pass;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.testkit.FakeCredentialsSource;
import io.github.avatarsync.testkit.InMemoryCloudStorage;
import io.github.avatarsync.testkit.ManualClock;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The real façade, engine and stores over a simulated disk, on one thread, with time that stands still. */
final class PoweredHousehold {
    private static final OwnerId ANN = OwnerId.of("ann");
    private static final Filter ALL = new Filter(null, null);
    private static final int MANY = 1_000;
    private static final Duration FENCE = Duration.ofMinutes(76);

    /** Made once: thousands of households upload them. */
    private static final List<byte[]> PICTURES = IntStream.range(0, 10)
            .mapToObj(seed -> SampleImages.png(20, 20, seed))
            .toList();

    private final Path base;
    private final ManualClock clock = new ManualClock();
    private final InMemoryCloudStorage cloud = new InMemoryCloudStorage(clock);
    private final FakeCredentialsSource credentials = new FakeCredentialsSource(cloud, clock);
    private final Map<AvatarId, Avatar> kept = new HashMap<>();
    private final Set<AvatarId> deleted = new HashSet<>();
    private final Set<AvatarId> damaged = new HashSet<>();
    private int acknowledged;

    private SimulatedDisk disk;
    private FileAvatarStore store;
    private DirectoryMediaStore media;
    private AvatarSync sync;
    private Avatars avatars;

    PoweredHousehold(Path base) {
        this.base = base;
        this.disk = new SimulatedDisk(base, clock);
        credentials.signIn(ANN);
    }

    SimulatedDisk disk() {
        return disk;
    }

    int acknowledged() {
        return acknowledged;
    }

    /** Another process, on this disk. */
    void restart(SimulatedDisk next) {
        disk = next;
        open();
    }

    /** After a start that failed: tries again. */
    void openIfNotOpen() {
        if (sync == null) {
            open();
        }
    }

    private void open() {
        store = FileAvatarStore.open(base, disk, DirectoryLock.PATIENCE);
        media = DirectoryMediaStore.open(base, disk, DirectoryLock.PATIENCE);
        sync = AvatarSync.builder()
                .store(store)
                .media(media)
                .cloud(cloud, credentials)
                .rules(MediaRules.builder().thumbnailSizes(16).build())
                .clock(clock)
                .random(new Random(7))
                .workOn(Runnable::run)
                .callbacksOn(Runnable::run)
                .background(false)
                .open();
        avatars = sync.of(ANN);
    }

    /** Everything that is done with avatars, once. */
    void live() throws IOException {
        open();
        Avatar first = upload(picture(1));
        Avatar second = upload(picture(2));
        runFor(Duration.ZERO);

        kept.remove(first.id());
        upload(picture(3).replacing(first.id()));
        runFor(Duration.ZERO);

        delete(second);
        runFor(FENCE);
        delete(upload(picture(4)));
        upload(picture(5));
        upload(picture(5));

        media.put(AvatarId.of("f0".repeat(20)), Map.of(Variant.ORIGINAL, Content.of(new byte[] {1})));
        clock.advance(Duration.ofDays(2));
        media.sweep(yesterday(), store::knows);
        damage();
        upload(picture(8));
    }

    /** What a process does that starts and finds work. */
    void goOn() {
        runFor(FENCE);
        upload(picture(9));
        runFor(FENCE);
    }

    /** One record is damaged in part, which costs nothing, and one in both copies. */
    private void damage() throws IOException {
        Avatar inPart = upload(picture(6));
        disk.damage(fileOf(inPart.id()), 1);
        Avatar beyondRepair = upload(picture(7));
        kept.remove(beyondRepair.id());
        damaged.add(beyondRepair.id());
        disk.damage(fileOf(beyondRepair.id()), 2);
        store.list(ALL, MANY, null);
    }

    private Avatar upload(AvatarSource source) {
        Avatar avatar = avatars.upload(source);
        kept.put(avatar.id(), avatar);
        acknowledged++;
        return avatar;
    }

    private void delete(Avatar avatar) {
        kept.remove(avatar.id());
        avatars.delete(avatar.id());
        deleted.add(avatar.id());
        acknowledged++;
    }

    private static AvatarSource picture(int seed) {
        return AvatarSource.bytes(PICTURES.get(seed));
    }

    /** Lets time go by, with a pass whenever something is due. */
    void runFor(Duration limit) {
        Instant end = clock.instant().plus(limit);
        for (Pass pass = sync.runOnce(); ; pass = sync.runOnce()) {
            Instant next = pass.nextDue().orElse(null);
            if (next == null || next.isAfter(end)) {
                clock.set(end);
                return;
            }
            Duration wait = Duration.between(clock.instant(), next);
            clock.advance(wait.isNegative() || wait.isZero() ? Duration.ofMillis(1) : wait);
        }
    }

    /** What was acknowledged is here at once, gets where it belongs, and is still here then; all else is whole or gone. */
    void assertNothingLost() throws IOException {
        assertWhole();
        runFor(FENCE.multipliedBy(3));
        assertWhole();
        for (AvatarRecord record : records()) {
            assertEquals(AvatarState.SYNCED, record.state(), record::document);
        }
        assertEquals(expectedInCloud(), inCloud());
        assertTidied();
    }

    private void assertWhole() throws IOException {
        for (Avatar avatar : kept.values()) {
            assertTrue(avatars.find(avatar.id()).isPresent(), () -> "lost: " + avatar);
            assertEquals(
                    avatar.variants().size(), record(avatar.id()).variants().size());
        }
        deleted.forEach(id -> assertTrue(avatars.find(id).isEmpty(), () -> "deleted, and here again: " + id));
        for (AvatarRecord record : records()) {
            for (VariantInfo info : record.variants()) {
                assertWhole(record, info);
            }
        }
        for (Path file : disk.list(base.resolve("quarantine"))) {
            AvatarId id = AvatarId.of(file.getFileName().toString().substring(0, 40));
            assertTrue(damaged.contains(id), () -> "damaged: " + file);
        }
    }

    private void assertWhole(AvatarRecord record, VariantInfo info) throws IOException {
        if (record.goal() == Goal.KEEP) {
            try (InputStream in = avatars.open(record.id(), info.variant())) {
                assertEquals(info.sha256(), Hashes.sha256(in.readAllBytes()), record::document);
            }
        }
        if (record.goal() == Goal.KEEP && info.inCloud()) {
            byte[] there = cloud.bytes(info.key()).orElseThrow(() -> new AssertionError("not in the cloud: " + info));
            assertEquals(info.sha256(), Hashes.sha256(there));
        }
    }

    private Map<String, String> expectedInCloud() {
        Map<String, String> expected = new TreeMap<>();
        records().forEach(record -> record.variants().forEach(info -> expected.put(info.key(), info.sha256())));
        return expected;
    }

    private Map<String, String> inCloud() {
        Map<String, String> objects = new TreeMap<>();
        cloud.objects().forEach(object -> objects.put(object.key(), object.sha256()));
        return objects;
    }

    /** After some days a start leaves nothing but what records need, quarantined ones included. */
    private void assertTidied() throws IOException {
        clock.advance(Duration.ofDays(3));
        open();
        media.sweep(yesterday(), store::knows);
        Set<String> expected = new TreeSet<>();
        records().forEach(record -> expected.add(record.id().value()));
        for (AvatarId id : damaged) {
            if (store.knows(id)) {
                expected.add(id.value());
            }
        }
        assertEquals(expected, namesBelow("media"));
        assertTrue(namesBelow("records").stream().allMatch(name -> name.endsWith(".avatar")), "left behind");
        assertEquals(List.of(), disk.list(base.resolve("media/aside")));
    }

    private Set<String> namesBelow(String folder) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path shard : disk.list(base.resolve(folder))) {
            for (Path entry : disk.list(shard)) {
                names.add(entry.getFileName().toString());
            }
        }
        return names;
    }

    private Instant yesterday() {
        return clock.instant().minus(Duration.ofDays(1));
    }

    private List<AvatarRecord> records() {
        return store.list(ALL, MANY, null);
    }

    private AvatarRecord record(AvatarId id) {
        return store.find(id).orElseThrow();
    }

    private Path fileOf(AvatarId id) {
        return base.resolve("records").resolve(id.value().substring(0, 2)).resolve(id + ".avatar");
    }
}

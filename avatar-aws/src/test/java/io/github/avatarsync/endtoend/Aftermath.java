package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Goal;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.VariantInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** What has to hold once applications have died and another one starts in their place. */
final class Aftermath implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int ALL = 100_000;

    private final World world;
    private final Runnable closing;
    private final AvatarSync sync;
    private final AvatarStore store;
    private final MediaStore media;
    private final Callable<Map<String, String>> bucket;

    /** {@code bucket} tells the SHA-256 of every object, past the library. */
    Aftermath(
            World world,
            Runnable closing,
            AvatarSync sync,
            AvatarStore store,
            MediaStore media,
            Callable<Map<String, String>> bucket) {
        this.world = world;
        this.closing = closing;
        this.sync = sync;
        this.store = store;
        this.media = media;
        this.bucket = bucket;
    }

    /** Looks at everything, and tells what was acknowledged and lost. */
    List<String> examine() throws Exception {
        List<String> lost = lost();
        if (lost.isEmpty()) {
            assertWhole();
        }
        return lost;
    }

    /** The same, before and after everything has come to its end. */
    List<String> examineToTheEnd() throws Exception {
        List<String> lost = examine();
        if (lost.isEmpty()) {
            converge();
            media.sweep(world.clock.instant().plus(Duration.ofDays(1)), store::knows);
            assertConverged();
            lost = examine();
        }
        return lost;
    }

    /** What was acknowledged and is not here as it was acknowledged. */
    private List<String> lost() throws IOException {
        List<String> lost = new ArrayList<>();
        for (Map.Entry<AvatarId, List<String>> kept : world.ledger.kept().entrySet()) {
            String condition = conditionOf(kept.getKey(), kept.getValue());
            if (!condition.isEmpty()) {
                lost.add("avatar " + kept.getKey() + " " + condition);
            }
        }
        for (AvatarId deleted : world.ledger.deleted()) {
            if (store.find(deleted).filter(r -> r.goal() == Goal.KEEP).isPresent()) {
                lost.add("the delete of avatar " + deleted);
            }
        }
        return lost;
    }

    private String conditionOf(AvatarId id, List<String> hashes) throws IOException {
        try {
            AvatarRecord record = store.find(id).orElse(null);
            if (record == null) {
                return "is gone";
            }
            List<String> here = hashesOfFiles(record.avatar());
            return here.equals(hashes) ? "" : "has other bytes";
        } catch (AvatarException e) {
            return "cannot be read: " + e;
        }
    }

    private List<String> hashesOfFiles(Avatar avatar) throws IOException {
        List<String> hashes = new ArrayList<>();
        for (VariantInfo info : avatar.variants()) {
            try (InputStream in = sync.of(avatar.owner()).open(avatar.id(), info.variant())) {
                hashes.add(DirectoryCloud.sha256(in.readAllBytes()));
            }
        }
        return hashes;
    }

    /** What is here is whole, acknowledged or not; its keys are those it always had; what is synced is in the bucket. */
    private void assertWhole() throws Exception {
        Map<String, String> objects = bucket.call();
        for (AvatarRecord record : records()) {
            Avatar avatar = record.avatar();
            List<String> hashes =
                    avatar.variants().stream().map(VariantInfo::sha256).toList();
            if (record.goal() == Goal.KEEP) {
                assertEquals(hashes, hashesOfFiles(avatar), () -> "files of " + record.document());
            }
            if (record.binding().isPresent()) {
                List<String> keys =
                        avatar.variants().stream().map(VariantInfo::key).toList();
                assertEquals(world.ledger.firstKeys(record.id(), keys), keys, () -> "keys of " + record.document());
            }
            for (VariantInfo info : avatar.variants()) {
                if (record.goal() == Goal.KEEP && info.inCloud()) {
                    assertEquals(info.sha256(), objects.get(info.key()), () -> "in the cloud: " + record.document());
                }
            }
        }
    }

    /** Lets the library do what is left to do, deletes to the end. */
    private void converge() {
        assertTrue(sync.drain(LONG), "drained");
        for (int i = 0;
                i < 5 && !store.list(Filter.of(AvatarState.DELETING), 1, null).isEmpty();
                i++) {
            world.clock.advance(Duration.ofMinutes(76));
            assertTrue(sync.drain(LONG), "drained");
        }
    }

    /** Everything is in the bucket under its keys, and nothing else is; no file is without a record. */
    private void assertConverged() throws Exception {
        Path directory = LightDevice.storeOf(world.home);
        Map<String, String> expected = new TreeMap<>();
        for (AvatarRecord record : records()) {
            assertEquals(AvatarState.SYNCED, record.state(), record::document);
            record.variants().forEach(info -> expected.put(info.key(), info.sha256()));
        }
        assertEquals(expected, bucket.call());
        assertEquals(idsOf(records()), mediaIn(directory));
        assertTrue(Files.notExists(directory.resolve("quarantine")), "something was damaged");
    }

    private List<AvatarRecord> records() {
        return store.list(new Filter(null, null), ALL, null);
    }

    private static Set<String> idsOf(List<AvatarRecord> records) {
        Set<String> ids = new TreeSet<>();
        records.forEach(record -> ids.add(record.id().value()));
        return ids;
    }

    private static Set<String> mediaIn(Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory.resolve("media"), 2)) {
            Set<String> names = new TreeSet<>();
            entries.map(entry -> directory.resolve("media").relativize(entry))
                    .filter(entry -> entry.getNameCount() == 2)
                    .forEach(entry -> names.add(entry.getFileName().toString()));
            return names;
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}

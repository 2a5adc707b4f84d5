package io.github.avatarsync.endtoend;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Claim;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.store.DirectoryMediaStore;
import io.github.avatarsync.store.FileAvatarStore;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One of several processes that upload the same pictures to one directory, and share the work on them by claims. */
final class SharingApp {
    /** How often each avatar is claimed, by whomever. */
    static final int CLAIMS = 6;

    private final AvatarStore store;

    private SharingApp(AvatarStore store) {
        this.store = store;
    }

    /** Arguments: directory, how many pictures. Begins when it is told to. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        AvatarStore store = FileAvatarStore.open(directory);
        try (AvatarSync sync = AvatarSync.builder()
                .store(store)
                .media(DirectoryMediaStore.open(directory))
                .rules(Device.RULES)
                .open()) {
            System.out.println("READY");
            System.in.read();
            for (int picture = 0; picture < Integer.parseInt(arguments[1]); picture++) {
                AvatarSource source = AvatarSource.bytes(SampleImages.png(20, 20, picture));
                System.out.println("ACCEPTED " + picture + " "
                        + sync.of(OwnerId.of("ann")).upload(source).id());
            }
            new SharingApp(store).work();
        }
    }

    private void work() {
        for (List<AvatarRecord> claimed = claim(); !claimed.isEmpty(); claimed = claim()) {
            for (AvatarRecord record : claimed) {
                System.out.println("CLAIMED " + record.id() + " " + record.revision());
                AvatarRecord written = settle(record);
                System.out.println("WROTE " + written.id() + " " + written.revision());
            }
        }
    }

    /** Gives it back, or ends the work on it; looks again if somebody else wrote it meanwhile. */
    private AvatarRecord settle(AvatarRecord claimed) {
        for (AvatarRecord record = claimed; ; record = store.find(claimed.id()).orElseThrow()) {
            Instant due = record.attempts() < CLAIMS ? Instant.now() : null;
            AvatarRecord next = record.edit().dueAt(due).save();
            if (store.update(next, record.revision())) {
                return next;
            }
        }
    }

    private List<AvatarRecord> claim() {
        return store.claim(new Claim(Instant.now(), Duration.ofMinutes(5), 3, Claim.Owners.all()));
    }
}

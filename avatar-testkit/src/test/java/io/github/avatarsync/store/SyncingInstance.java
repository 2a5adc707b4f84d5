package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One of several instances of a server: uploads and syncs until it is killed, or told to stop uploading; then it syncs until nothing is
 * pending.
 */
final class SyncingInstance {
    /** How much faster the instances' time goes, so that the leases of the dead end soon: 90 seconds in 3. */
    static final int SPEED = 30;

    private static final int OWNERS = 50;

    private SyncingInstance() {}

    /** Arguments: URL of the database, since when its clock has been fast, workers. */
    public static void main(String[] arguments) throws Exception {
        PooledDataSource source = new PooledDataSource(() -> DriverManager.getConnection(arguments[0]));
        AvatarSync sync = AvatarSync.builder()
                .store(JdbcAvatarStore.open(source))
                .media(JdbcMediaStore.open(source))
                .cloud(
                        new TableCloud(source),
                        (owner, rejected) -> new Session(owner, owner.value(), "test", "key", "secret", null, null))
                .rules(MediaRules.builder().thumbnailSizes(16).build())
                .clock(new FastClock(Instant.parse(arguments[1])))
                .concurrency(Integer.parseInt(arguments[2]))
                .open();
        AtomicBoolean stopped = new AtomicBoolean();
        Thread uploader = new Thread(() -> upload(sync, stopped), "uploader");
        uploader.setDaemon(true);
        uploader.start();
        awaitWord();
        stopped.set(true);
        uploader.join();
        while (!sync.drain(Duration.ofSeconds(1))) {
            // What a dead instance had claimed is due once its lease has ended, by the fast clock.
        }
        System.out.println("drained");
        awaitWord();
        System.exit(0);
    }

    private static void upload(AvatarSync sync, AtomicBoolean stopped) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        boolean refused = false;
        while (!stopped.get()) {
            OwnerId owner = OwnerId.of("owner " + random.nextInt(OWNERS));
            try {
                AvatarId id = sync.of(owner)
                        .upload(AvatarSource.bytes(SampleImages.png(24, 24, random.nextLong())))
                        .id();
                System.out.println(id);
                refused = false;
            } catch (io.github.avatarsync.AvatarStoreException e) {
                if (!refused) {
                    System.err.println("not accepted: " + e.getMessage());
                }
                refused = true;
            }
        }
    }

    private static void awaitWord() throws IOException {
        int next = System.in.read();
        while (next >= 0 && next != '\n') {
            next = System.in.read();
        }
        if (next < 0) {
            System.exit(1); // the parent has ended
        }
    }

    private static final class FastClock extends Clock {
        private final Instant since;

        FastClock(Instant since) {
            this.since = since;
        }

        @Override
        public Instant instant() {
            return since.plus(Duration.between(since, Instant.now()).multipliedBy(SPEED));
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}

package io.github.avatarsync.endtoend;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarNotFoundException;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.IdToken;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;

/** Uploads, replaces, deletes and syncs as fast as it can, and says what it was told, until it is killed. */
final class BusyApp {
    /** Few enough that the same picture is uploaded again and again. */
    private static final int PICTURES = 60;

    private final AvatarSync sync;
    private final Avatars avatars;
    private final Random random;
    private final Semaphore uploaded = new Semaphore(0);
    private final List<AvatarId> mine = new ArrayList<>();

    private BusyApp(AvatarSync sync, OwnerId owner, long seed) {
        this.sync = sync;
        this.avatars = sync.of(owner);
        this.random = new Random(seed);
    }

    /** Arguments: owner, home, seed, how far the clock is ahead; with an ID token in the environment it goes to AWS. */
    public static void main(String[] arguments) throws IOException {
        OwnerId owner = OwnerId.of(arguments[0]);
        Path home = Path.of(arguments[1]);
        ShiftedClock clock = new ShiftedClock(Duration.parse(arguments[3]));
        String token = System.getenv(AppProcess.TOKEN);
        AvatarSync sync = token == null
                ? new LightDevice(home, clock, event -> {}).sync()
                : new Device(
                                LightDevice.storeOf(home),
                                System.getenv(),
                                (asked, fresh) -> Optional.of(new IdToken(owner, token)),
                                clock)
                        .sync();
        new BusyApp(sync, owner, Long.parseLong(arguments[2])).run();
    }

    private void run() {
        Thread syncing = new Thread(this::syncForEver, "syncing");
        syncing.setDaemon(true);
        syncing.start();
        for (; ; ) {
            try {
                act(random.nextInt(10));
            } catch (AvatarNotFoundException e) {
                continue; // another process has deleted or replaced it
            }
            uploaded.release();
        }
    }

    private void syncForEver() {
        for (; ; ) {
            uploaded.acquireUninterruptibly();
            uploaded.drainPermits();
            sync.runOnce();
        }
    }

    private void act(int die) {
        AvatarId old = mine.isEmpty() ? null : mine.get(random.nextInt(mine.size()));
        if (die < 6 || old == null) {
            accept(picture());
            return;
        }
        mine.remove(old);
        Statement.deleting(old).say();
        if (die < 8) {
            accept(picture().replacing(old));
        } else {
            avatars.delete(old);
            Statement.deleted(old).say();
        }
    }

    private void accept(AvatarSource source) {
        Avatar avatar = avatars.upload(source);
        Statement.accepted(avatar).say();
        mine.add(avatar.id());
    }

    private AvatarSource picture() {
        return AvatarSource.bytes(SampleImages.png(20, 20, random.nextInt(PICTURES)));
    }
}

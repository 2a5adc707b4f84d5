package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.testkit.CloudStorageContract;
import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of clouds over a broken one; run by {@link SabotageTest} only. */
@ExtendWith(ChosenSabotage.class)
class BrokenCloudContract implements CloudStorageContract {
    private static final Duration HOUR = Duration.ofHours(1);

    private final BreaksCloud sabotage;
    private BrokenCloud cloud;

    BrokenCloudContract(BreaksCloud sabotage) {
        this.sabotage = sabotage;
    }

    @Override
    public CloudStorage cloud() {
        cloud = sabotage == null ? new BrokenCloud() : sabotage.open();
        return cloud;
    }

    @Override
    public Session session(OwnerId owner) {
        return cloud.honest.issue(owner, "fake-1:" + owner, "fake", HOUR, cloud.clock.instant());
    }

    @Override
    public Session endedSession(OwnerId owner) {
        Session session = session(owner);
        cloud.clock.advance(HOUR);
        return session;
    }

    @Override
    public CloudStorage unreachable() {
        cloud.honest.offline();
        return cloud;
    }

    @Override
    public CloudStorage stalling(Runnable reached) {
        Hold hold = new Hold();
        CompletableFuture.runAsync(hold::awaitReached).thenRun(reached);
        cloud.honest.script(Fault.stall(hold));
        return cloud;
    }

    @Override
    public List<String> unfinished() {
        return cloud.honest.unfinished();
    }

    /** The fake takes parts from 1 MiB on. */
    @Override
    public int large() {
        return 1_500_000;
    }

    @Override
    public void publish(String key, byte[] bytes) {
        cloud.honest.plant(key, "image/png", bytes);
    }

    @Override
    public Instant cloudNow() {
        return cloud.clock.instant();
    }
}

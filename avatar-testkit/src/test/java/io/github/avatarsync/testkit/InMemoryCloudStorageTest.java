package io.github.avatarsync.testkit;

import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class InMemoryCloudStorageTest implements CloudStorageContract {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock(Instant.parse("2031-05-01T00:00:00Z"));
    private final InMemoryCloudStorage cloud = new InMemoryCloudStorage(clock);

    @Override
    public CloudStorage cloud() {
        return cloud;
    }

    @Override
    public Session session(OwnerId owner) {
        return cloud.issue(owner, "fake-1:" + owner, "fake", HOUR, clock.instant());
    }

    @Override
    public Session endedSession(OwnerId owner) {
        Session session = session(owner);
        clock.advance(HOUR);
        return session;
    }

    @Override
    public CloudStorage unreachable() {
        cloud.offline();
        return cloud;
    }

    @Override
    public CloudStorage stalling(Runnable reached) {
        Hold hold = new Hold();
        CompletableFuture.runAsync(hold::awaitReached).thenRun(reached);
        cloud.script(Fault.stall(hold));
        return cloud;
    }

    @Override
    public List<String> unfinished() {
        return cloud.unfinished();
    }

    @Override
    public void publish(String key, byte[] bytes) {
        cloud.plant(key, "image/png", bytes);
    }

    @Override
    public Instant cloudNow() {
        return clock.instant();
    }
}

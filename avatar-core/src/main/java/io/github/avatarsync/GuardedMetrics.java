package io.github.avatarsync;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's metrics, which may fail without harm. */
record GuardedMetrics(AvatarMetrics host) implements AvatarMetrics {
    private static final Logger log = LoggerFactory.getLogger(GuardedMetrics.class);

    @Override
    public void accepted(Avatar avatar, Duration took) {
        guard(() -> host.accepted(avatar, took));
    }

    @Override
    public void refused(InvalidAvatarException.Code code) {
        guard(() -> host.refused(code));
    }

    @Override
    public void put(Avatar avatar, VariantInfo file, Duration took) {
        guard(() -> host.put(avatar, file, took));
    }

    @Override
    public void synced(Avatar avatar, Duration age) {
        guard(() -> host.synced(avatar, age));
    }

    @Override
    public void blocked(Avatar avatar) {
        guard(() -> host.blocked(avatar));
    }

    @Override
    public void failed(Avatar avatar, String kind) {
        guard(() -> host.failed(avatar, kind));
    }

    private static void guard(Runnable measurement) {
        try {
            measurement.run();
        } catch (RuntimeException | LinkageError e) {
            log.warn("the metrics failed; the sync goes on", e);
        }
    }
}

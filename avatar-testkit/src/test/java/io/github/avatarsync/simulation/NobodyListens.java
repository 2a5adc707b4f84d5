package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.sync.EngineEvents;
import java.time.Duration;

/** The events of an engine that runs beside its façade. */
final class NobodyListens implements EngineEvents {
    @Override
    public void changed(AvatarRecord record) {}

    @Override
    public void deleted(AvatarRecord record) {}

    @Override
    public void progress(AvatarRecord record, long sent, long total) {}

    @Override
    public void put(AvatarRecord record, VariantInfo variant, Duration took) {}

    @Override
    public void synced(AvatarRecord record) {}

    @Override
    public void blocked(AvatarRecord record) {}

    @Override
    public void failed(AvatarRecord record, String kind) {}

    @Override
    public void passed() {}
}

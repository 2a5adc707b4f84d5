package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.sync.EngineEvents;

/** The events of an engine that runs beside its façade. */
final class NobodyListens implements EngineEvents {
    @Override
    public void changed(AvatarRecord record) {}

    @Override
    public void deleted(AvatarRecord record) {}

    @Override
    public void progress(AvatarRecord record, long sent, long total) {}

    @Override
    public void passed() {}
}

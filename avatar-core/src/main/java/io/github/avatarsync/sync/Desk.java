package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarStore;
import java.time.Clock;

/** What every trip shares. */
record Desk(
        AvatarStore store,
        Dispatch dispatch,
        LocalCopy local,
        Deletion deletion,
        Sessions sessions,
        Gate gate,
        Parking parking,
        Transfers transfers,
        Progress progress,
        Backoff backoff,
        EngineEvents events,
        Clock clock) {}

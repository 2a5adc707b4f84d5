package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import java.util.List;

/** Where a device keeps its records, and what a bad disk does to them. */
interface Records extends AutoCloseable {
    AvatarStore store();

    /** All that can be read, newest first. */
    List<AvatarRecord> readable();

    /** Makes a record unreadable. */
    void damage(AvatarId id);

    @Override
    void close();

    static Records inMemory() {
        InMemoryAvatarStore store = new InMemoryAvatarStore();
        return new Records() {
            @Override
            public AvatarStore store() {
                return store;
            }

            @Override
            public List<AvatarRecord> readable() {
                return store.records();
            }

            @Override
            public void damage(AvatarId id) {
                store.damage(id);
            }

            @Override
            public void close() {
                // There is nothing to free.
            }
        };
    }
}

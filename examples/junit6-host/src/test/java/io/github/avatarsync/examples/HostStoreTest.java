package io.github.avatarsync.examples;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.testkit.AvatarStoreContract;
import io.github.avatarsync.testkit.InMemoryAvatarStore;

/** The contracts run on the JUnit of the host, too; docs/testing.md shows it. */
// tag::contract[]
class HostStoreTest implements AvatarStoreContract {
    private InMemoryAvatarStore store;

    @Override
    public AvatarStore store() {
        store = new InMemoryAvatarStore();
        return store;
    }

    @Override
    public AvatarStore reopen() {
        return store.reopen();
    }

    @Override
    public void damage(AvatarId id) {
        store.damage(id);
    }
}
// end::contract[]

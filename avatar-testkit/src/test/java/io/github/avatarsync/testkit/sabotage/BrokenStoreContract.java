package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.testkit.AvatarStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of stores over a broken one; run by {@link SabotageTest} only. */
@ExtendWith(ChosenSabotage.class)
class BrokenStoreContract implements AvatarStoreContract {
    private final StoreSabotage sabotage;
    private BrokenStore store;

    BrokenStoreContract(StoreSabotage sabotage) {
        this.sabotage = sabotage;
    }

    @Override
    public AvatarStore store() {
        store = sabotage == null ? new BrokenStore() : sabotage.open();
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

package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.MediaStore;
import io.github.avatarsync.testkit.MediaStoreContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of media stores over a broken one; run by {@link SabotageTest} only. */
@ExtendWith(ChosenSabotage.class)
class BrokenMediaContract implements MediaStoreContract {
    private final MediaSabotage sabotage;
    private BrokenMedia media;

    BrokenMediaContract(MediaSabotage sabotage) {
        this.sabotage = sabotage;
    }

    @Override
    public MediaStore media() {
        media = sabotage == null ? new BrokenMedia() : sabotage.open();
        return media;
    }

    @Override
    public MediaStore reopen() {
        return media.reopen();
    }
}

package io.github.avatarsync.testkit;

import io.github.avatarsync.MediaStore;
import java.time.Instant;

class InMemoryMediaStoreTest implements MediaStoreContract {
    private final ManualClock clock = new ManualClock();
    private InMemoryMediaStore media;

    @Override
    public MediaStore media() {
        media = new InMemoryMediaStore(clock);
        return media;
    }

    @Override
    public MediaStore reopen() {
        return media.reopen();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }
}

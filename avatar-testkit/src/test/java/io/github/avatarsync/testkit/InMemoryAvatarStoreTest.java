package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.Filter;
import org.junit.jupiter.api.Test;

class InMemoryAvatarStoreTest implements AvatarStoreContract {
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

    @Test
    void aCallerThatBreaksAPromiseOfTheLibraryIsRefused() {
        AvatarStore strict = store();
        AvatarRecord record = strict.insert(new SampleRecords().pending("anna").save());
        AvatarRecord next = record.edit().save();
        AvatarRecord moved = AvatarRecord.create(
                        record.id(), next.owner(), record.createdAt().plusMillis(1))
                .save()
                .edit()
                .save();

        assertThrows(IllegalStateException.class, () -> strict.insert(next));
        assertThrows(IllegalStateException.class, () -> strict.update(next, 2));
        assertThrows(IllegalStateException.class, () -> strict.update(moved, 1));
        assertThrows(IllegalStateException.class, () -> strict.list(new Filter(null, null), 0, null));
    }
}

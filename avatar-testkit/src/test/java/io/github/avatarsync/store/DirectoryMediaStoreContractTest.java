package io.github.avatarsync.store;

import io.github.avatarsync.MediaStore;
import io.github.avatarsync.testkit.MediaStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectoryMediaStoreContractTest implements MediaStoreContract {
    @TempDir
    Path directory;

    @Override
    public MediaStore media() {
        return DirectoryMediaStore.open(directory);
    }

    @Override
    public MediaStore reopen() {
        return DirectoryMediaStore.open(directory);
    }
}

package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.testkit.AvatarStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileAvatarStoreContractTest implements AvatarStoreContract {
    @TempDir
    Path directory;

    @Override
    public AvatarStore store() {
        return FileAvatarStore.open(directory);
    }

    @Override
    public AvatarStore reopen() {
        return FileAvatarStore.open(directory);
    }

    @Override
    public void damage(AvatarId id) {
        Path file = directory.resolve("records/" + id.value().substring(0, 2) + "/" + id + ".avatar");
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[100] ^= 1;
            bytes[bytes.length / 2 + 100] ^= 1; // the second copy
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

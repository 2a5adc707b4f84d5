package io.github.avatarsync.endtoend;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarListener;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.store.WatchedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/** An application on a machine: the library over real files and a light cloud, with a watch at every port and at the disk. */
final class LightDevice implements AutoCloseable {
    private final AvatarStore store;
    private final MediaStore media;
    private final AvatarSync sync;

    /** Below {@code home} are the folders {@code store} and {@code cloud}. */
    LightDevice(Path home, Clock clock, Consumer<String> watch) throws IOException {
        Path directory = Files.createDirectories(storeOf(home));
        DirectoryCloud cloud = cloudOf(home, clock);
        CredentialsSource everybody = cloud.everybody();
        store = new WatchedStore(WatchedDisk.records(directory, watch), watch);
        media = WatchedDisk.media(directory, watch);
        sync = AvatarSync.builder()
                .store(store)
                .media(media)
                .cloud(new WatchedCloud(cloud, watch), (owner, rejected) -> {
                    watch.accept("before session");
                    return everybody.session(owner, rejected);
                })
                .rules(Device.RULES)
                .clock(clock)
                .background(false)
                .listener(new AvatarListener() {
                    @Override
                    public void changed(Avatar avatar) {
                        watch.accept("told " + avatar.state());
                    }
                })
                .open();
    }

    static Path storeOf(Path home) {
        return home.resolve("store");
    }

    static DirectoryCloud cloudOf(Path home, Clock clock) throws IOException {
        return new DirectoryCloud(home.resolve("cloud"), clock);
    }

    AvatarSync sync() {
        return sync;
    }

    AvatarStore store() {
        return store;
    }

    MediaStore media() {
        return media;
    }

    @Override
    public void close() {
        sync.close();
    }
}

package io.github.avatarsync;

import io.github.avatarsync.sync.SharedFolder;
import io.github.avatarsync.sync.Spool;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system avatars of a process: what is in the folder, as it was told last, and local copies. All owners see the same. */
final class SystemShelf {
    private static final Duration FRESH = Duration.ofMinutes(10);

    /** After a failure the cloud is left alone for a while. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(SystemShelf.class);

    private final SharedFolder folder;
    private final SystemCache cache;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();

    @Nullable
    private volatile Known known;

    private record Known(List<SystemAvatar> avatars, Instant since, Duration life) {
        /** A clock that was set back does not keep a list for ever. */
        boolean fresh(Instant now) {
            return Duration.between(since, now).abs().compareTo(life) < 0;
        }
    }

    SystemShelf(SharedFolder folder, SystemCache cache, Clock clock) {
        this.folder = folder;
        this.cache = cache;
        this.clock = clock;
    }

    String key(SystemFile file) {
        return folder.key(file.name());
    }

    List<SystemAvatar> list(OwnerId owner) {
        Known last = known;
        if (last != null && (last.fresh(clock.instant()) || !asking.tryLock())) {
            return last.avatars;
        }
        if (last == null) {
            asking.lock();
        }
        try {
            Known meanwhile = known;
            return meanwhile != null && meanwhile.fresh(clock.instant()) ? meanwhile.avatars : asked(owner);
        } finally {
            asking.unlock();
        }
    }

    private List<SystemAvatar> asked(OwnerId owner) {
        try {
            List<SystemFile> files = folder.list(owner).stream()
                    .flatMap(object -> SystemFolder.file(name(object), object.size(), object.version()).stream())
                    .toList();
            cache.keep(files, clock.instant());
            return learned(files, FRESH);
        } catch (AvatarException e) {
            List<SystemFile> files = cache.list().orElseThrow(() -> e);
            log.debug("system avatars are as they were known: {}", e.getMessage());
            return learned(files, PAUSE);
        }
    }

    private String name(ListedObject object) {
        return object.key().substring(folder.key("").length());
    }

    private List<SystemAvatar> learned(List<SystemFile> files, Duration life) {
        Known now = new Known(SystemFolder.avatars(files), clock.instant(), life);
        known = now;
        return now.avatars;
    }

    InputStream open(OwnerId owner, SystemFile file) {
        return cache.open(file).orElseGet(() -> fetched(owner, file));
    }

    private InputStream fetched(OwnerId owner, SystemFile file) {
        try (InputStream in = folder.get(owner, file.name())) {
            Spool bytes = Spool.read(in, file.size());
            if (bytes.size() != file.size()) {
                bytes.close();
                known = null;
                throw new AvatarException(key(file) + " was replaced since it was listed; list again", null);
            }
            return cache.keep(file, bytes);
        } catch (IOException e) {
            throw new CloudStorageException(
                    CloudStorageException.Kind.TRANSIENT, "get " + key(file) + ": broken off; try again", e);
        }
    }
}

package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index that is up to date whenever the lock is held, whichever process wrote, and the only way to write records.
 *
 * <p>Thread-safe: what has to be called under the lock says so.
 */
final class SharedIndex {
    private static final Logger LOG = LoggerFactory.getLogger(FileAvatarStore.class);

    private final DirectoryLock lock;
    private final Duration patience;
    private final RecordFiles files;
    private final ChangeLog changes;
    private final RecordIndex columns = new RecordIndex();

    /** Records that an I/O error kept from being read; tried again each time. */
    private final Set<AvatarId> unread = new HashSet<>();

    /** Records that some thread of this process is about to claim; under the lock. */
    private final Set<AvatarId> reserved = new HashSet<>();

    SharedIndex(DirectoryLock lock, Duration patience, RecordFiles files) {
        this.lock = lock;
        this.patience = patience;
        this.files = files;
        this.changes = new ChangeLog(lock);
    }

    /** Does some work while nobody else reads or writes the index, after bringing it up to date. Reentrant. */
    <T> T hold(DirectoryLock.Work<T> work) throws IOException {
        boolean fresh = lock.isMine();
        return lock.hold(patience, () -> {
            if (!fresh) {
                refresh();
            }
            return work.run();
        });
    }

    /** {@link #hold} for what has no result. */
    void run(DirectoryLock.Step step) throws IOException {
        hold(step.asWork());
    }

    /** The index; under the lock. */
    RecordIndex columns() {
        return columns;
    }

    /** Records not to be claimed now; under the lock. */
    Set<AvatarId> reserved() {
        return reserved;
    }

    private void refresh() throws IOException {
        Set<AvatarId> written = changes.unseen();
        if (written == null) {
            readEverything();
        } else {
            written.forEach(this::reload);
            List.copyOf(unread).forEach(this::reload);
        }
    }

    private void readEverything() throws IOException {
        columns.clear();
        unread.clear();
        try {
            files.ids().forEach(this::reload);
        } catch (IOException e) {
            changes.forget();
            throw e;
        }
    }

    private void reload(AvatarId id) {
        columns.remove(id);
        try {
            read(id).ifPresent(columns::put);
            unread.remove(id);
        } catch (AvatarStoreException e) {
            LOG.warn("goes on without an unreadable record: {}", e.getMessage());
            unread.remove(id);
        } catch (IOException e) {
            if (unread.add(id)) {
                LOG.warn("goes on without the record of avatar {}, for as long as it cannot be read", id, e);
            }
        }
    }

    /** Reads a record from disk; one found damaged is mended if it can be, else moved out of the way and the error thrown. */
    Optional<AvatarRecord> read(AvatarId id) throws IOException {
        try {
            Optional<RecordFile> file = files.read(id);
            if (file.isPresent() && !file.get().whole()) {
                mend(id);
            }
            return file.map(RecordFile::record);
        } catch (DamagedRecordException e) {
            quarantine(id);
            throw e;
        }
    }

    private void mend(AvatarId id) {
        try {
            run(() -> files.mend(id));
        } catch (IOException | AvatarStoreException e) {
            LOG.debug("the record of avatar {} is damaged in part, and could not be mended now", id, e);
        }
    }

    private void quarantine(AvatarId id) {
        try {
            run(() -> {
                changes.append(id);
                files.quarantine(id);
                columns.remove(id);
            });
        } catch (IOException | AvatarStoreException e) {
            LOG.warn("the damaged record of avatar {} stays where it is", id, e);
        }
    }

    /** Reads a record from disk; one that cannot be read is passed over, here and in the index. */
    Optional<AvatarRecord> readIfPossible(AvatarId id) throws IOException {
        try {
            return read(id);
        } catch (AvatarStoreException | IOException e) {
            LOG.debug("passes over the record of avatar {}", id, e);
            return hold(() -> {
                reload(id); // or it would be due for ever
                return Optional.empty();
            });
        }
    }

    /** Whether the record on disk has this revision. */
    boolean isAt(AvatarId id, long revision) throws IOException {
        return read(id).filter(record -> record.revision() == revision).isPresent();
    }

    /** Puts a staged record in its place; under the lock. */
    void publish(Path staged, AvatarRecord record) throws IOException {
        write(record.id(), () -> files.publish(staged, record.id()));
        columns.put(record);
    }

    /** Removes a record; under the lock. */
    void erase(AvatarId id) throws IOException {
        write(id, () -> files.erase(id));
        columns.remove(id);
    }

    private void write(AvatarId id, DirectoryLock.Step change) throws IOException {
        changes.append(id);
        try {
            change.run();
        } catch (IOException e) {
            unread.add(id); // nobody knows whether it happened
            throw e;
        }
    }
}

package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStoreException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of records: where they are, how one is written so that it is whole and durable, where damaged ones go.
 *
 * <pre>
 * records/3c/3c59….avatar             one record
 * records/3c/3c59….1f0c….tmp          one being written
 * quarantine/3c59….avatar             one that was damaged
 * </pre>
 *
 * Thread-safe, but order is the caller's: {@link #publish}, {@link #erase}, {@link #mend} and {@link #quarantine} are called under the lock.
 */
final class RecordFiles {
    private static final Logger LOG = LoggerFactory.getLogger(FileAvatarStore.class);
    private static final String RECORD = ".avatar";
    private static final String STAGED = ".tmp";
    private static final Pattern SHARD_NAME = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern RECORD_NAME = Pattern.compile("[0-9a-f]{40}\\.avatar");

    /** No process writes one file for so long: what is older was left by one that died. */
    private static final Duration LONGEST_WRITE = Duration.ofHours(1);

    private final Disk disk;
    private final Folders folders;
    private final Path records;
    private final Path quarantine;

    RecordFiles(Disk disk, Folders folders) throws IOException {
        this.disk = disk;
        this.folders = folders;
        this.records = folders.root().resolve("records");
        this.quarantine = folders.root().resolve("quarantine");
        folders.ensure(records);
    }

    /** Reads a record; throws what {@link RecordFile#decode} does. */
    Optional<RecordFile> read(AvatarId id) throws IOException {
        try {
            return Optional.of(RecordFile.decode(id, disk.read(fileOf(id))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean isQuarantined(AvatarId id) {
        return disk.exists(quarantine.resolve(id + RECORD));
    }

    /** Whether a record of this id is there, in whatever condition. */
    boolean isTaken(AvatarId id) {
        return disk.exists(fileOf(id)) || isQuarantined(id);
    }

    /** Writes a record durably under a name that nobody reads. */
    Path stage(AvatarRecord record) throws IOException {
        Path shard = shardOf(record.id());
        folders.ensure(shard);
        Path file = shard.resolve(record.id() + "." + Folders.unique() + STAGED);
        try (Disk.Sink out = disk.create(file)) {
            out.write(RecordFile.encode(record));
            out.sync();
        } catch (IOException | RuntimeException e) {
            discard(file);
            throw e;
        }
        return file;
    }

    /** Removes a staged file, if it was not published. */
    void discard(Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            LOG.debug("{} could not be removed, a later start does it", file, e);
        }
    }

    /** Puts a staged record in its place, at once; durable after {@link #sync}. */
    void publish(Path file, AvatarId id) throws IOException {
        disk.move(file, fileOf(id));
    }

    /** Removes a record; durable after {@link #sync}. */
    void erase(AvatarId id) throws IOException {
        disk.delete(fileOf(id));
    }

    /** Makes durable what was published and erased under these ids. */
    void sync(Collection<AvatarId> ids) throws IOException {
        for (Path shard : ids.stream().map(this::shardOf).collect(Collectors.toSet())) {
            disk.sync(shard);
        }
    }

    /** Writes a record again that is damaged in part, if it still is. */
    void mend(AvatarId id) throws IOException {
        AvatarRecord record =
                read(id).filter(file -> !file.whole()).map(RecordFile::record).orElse(null);
        if (record != null) {
            publish(stage(record), id);
            sync(List.of(id));
            LOG.warn("the record of avatar {} was damaged in part, and mended from its second copy", id);
        }
    }

    /** Moves a damaged record out of the way, if it still is damaged. */
    void quarantine(AvatarId id) throws IOException {
        try {
            read(id);
        } catch (DamagedRecordException e) {
            folders.ensure(quarantine);
            Path place = quarantine.resolve(id + RECORD);
            for (int i = 2; disk.exists(place); i++) {
                place = quarantine.resolve(id + "." + i + RECORD);
            }
            disk.move(fileOf(id), place);
            disk.sync(quarantine);
            LOG.warn("{}; moved to {}", e.getMessage(), place);
        } catch (AvatarStoreException e) {
            LOG.debug("not damaged any more", e);
        }
    }

    /** The ids of all records, in no order; removes what dead processes left half-written. */
    List<AvatarId> ids() throws IOException {
        List<AvatarId> ids = new ArrayList<>();
        Instant now = disk.modified(folders.root().resolve("lock"));
        for (Path shard : disk.list(records)) {
            if (SHARD_NAME.matcher(shard.getFileName().toString()).matches()) {
                addIds(shard, now, ids);
            }
        }
        return ids;
    }

    private void addIds(Path shard, Instant now, List<AvatarId> ids) throws IOException {
        for (Path file : disk.list(shard)) {
            String name = file.getFileName().toString();
            if (RECORD_NAME.matcher(name).matches()) {
                ids.add(AvatarId.of(name.substring(0, name.length() - RECORD.length())));
            } else if (name.endsWith(STAGED) && isAbandoned(file, now)) {
                discard(file);
            }
        }
    }

    private boolean isAbandoned(Path file, Instant now) throws IOException {
        try {
            return disk.modified(file).plus(LONGEST_WRITE).isBefore(now);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private Path shardOf(AvatarId id) {
        return records.resolve(id.value().substring(0, 2));
    }

    private Path fileOf(AvatarId id) {
        return shardOf(id).resolve(id + RECORD);
    }
}

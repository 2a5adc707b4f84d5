package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Content;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.Variant;
import io.github.avatarsync.store.Database.Attempt;
import jakarta.annotation.Nonnull;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * The files of avatars as rows of the host's own database, so that any instance finishes what another one accepted and a lost machine
 * loses nothing.
 *
 * <p>A file is a row of {@value #TABLE} and chunks of 256 KiB in a second table; at most four chunks are in memory at once, and no
 * connection is held while somebody reads a stream. A file that was replaced is kept for streams that are open, until the daily sweep.
 * The age of files is by the database's clock. Space is given back by {@code Avatars.evict} once an avatar is in the cloud.
 *
 * <p>Databases and transactions are as with {@link JdbcAvatarStore}: in a transaction of the host, {@code put} is committed or rolled
 * back with it. An {@code INSERT} of a chunk needs {@code max_allowed_packet} above 1 MiB on MariaDB and MySQL, as by default.
 *
 * <p>Thread-safe, blocking, nothing has to be closed.
 */
public final class JdbcMediaStore implements MediaStore {
    /** The table's name unless the host gives another. */
    public static final String TABLE = "avatar_media";

    /** A sweep decides in milliseconds: one that has not after this time is dead. */
    private static final Duration DECIDING = Duration.ofMinutes(1);

    private static final int SWEPT_AT_ONCE = 500;

    private final Database database;
    private final MediaTables sql;

    private JdbcMediaStore(Database database, MediaTables sql) {
        this.database = database;
        this.sql = sql;
    }

    /**
     * Opens the tables {@value #TABLE} and {@value #TABLE}{@code _chunks}.
     *
     * @param source gives connections with autocommit on, except inside of a transaction of the host
     * @return a store
     * @throws AvatarStoreException if the database cannot be reached or would not keep what it acknowledges, or if the tables are not
     *     there; the message has the missing statements
     */
    @Nonnull
    public static JdbcMediaStore open(@Nonnull DataSource source) {
        return open(source, TABLE);
    }

    /**
     * Opens tables by another name.
     *
     * @param source gives connections with autocommit on, except inside of a transaction of the host
     * @param table as in {@link JdbcSchema#media(DataSource, String)}
     * @return a store
     * @throws AvatarStoreException as in {@link #open(DataSource)}
     */
    @Nonnull
    public static JdbcMediaStore open(@Nonnull DataSource source, @Nonnull String table) {
        Database database = Database.of(source);
        new JdbcSchema(database, MediaTables.of(table, database.dialect())).check();
        return new JdbcMediaStore(database, new MediaTables(table, database.dialect()));
    }

    @Override
    public void put(AvatarId id, Map<Variant, Content> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("put avatar " + id + ": no files given");
        }
        Failures.run("put files of avatar " + id, () -> {
            try (MediaWriter writer = new MediaWriter(database, sql, id)) {
                for (Map.Entry<Variant, Content> file : files.entrySet()) {
                    writer.write(file.getKey(), file.getValue());
                }
                writer.publish();
            }
        });
    }

    @Override
    public Optional<InputStream> open(AvatarId id, Variant variant) {
        String operation = "open " + variant + " of avatar " + id;
        return database.run(operation, attempt -> {
            Optional<InputStream> kept = open(attempt, operation, id, variant);
            return kept.isEmpty() && putBack(attempt, sql.stale, id.value(), DECIDING.toMillis())
                    ? open(attempt, operation, id, variant)
                    : kept;
        });
    }

    private Optional<InputStream> open(Attempt attempt, String operation, AvatarId id, Variant variant)
            throws SQLException {
        return attempt
                .read(
                        sql.open,
                        row -> (InputStream) new ChunkStream(
                                row.getString(1),
                                row.getLong(2),
                                row.getBytes(3),
                                (file, seq) -> chunk(operation, file, seq)),
                        id.value(),
                        variant.name())
                .stream()
                .findFirst();
    }

    private Optional<byte[]> chunk(String operation, String file, int seq) {
        return database.run(
                operation,
                attempt -> attempt.read(sql.chunk, row -> row.getBytes(1), file, seq).stream()
                        .findFirst());
    }

    @Override
    public void delete(AvatarId id) {
        database.change(
                "delete files of avatar " + id,
                attempt -> remove(attempt, attempt.read(sql.filesOf, FileRow::of, id.value())));
    }

    private void remove(Attempt attempt, List<FileRow> files) throws SQLException {
        for (FileRow file : files) {
            attempt.write(sql.removeChunks, file.file());
            attempt.write(sql.removeFile, file.file());
        }
    }

    @Override
    public int sweep(Instant olderThan, Predicate<AvatarId> known) {
        database.run("put back what sweeps that died had set aside", attempt -> putBack(attempt, sql.asides));
        removeLeftovers(olderThan);
        int removed = 0;
        List<String> old = old("", olderThan);
        while (!old.isEmpty()) {
            for (String each : old) {
                AvatarId id = AvatarId.of(each);
                removed += !known.test(id) && removeUnlessKnown(id, olderThan, known) ? 1 : 0;
            }
            old = old(old.get(old.size() - 1), olderThan);
        }
        return removed;
    }

    private List<String> old(String after, Instant olderThan) {
        return database.run(
                "look for old files",
                attempt ->
                        attempt.read(sql.old, row -> row.getString(1), after, olderThan.toEpochMilli(), SWEPT_AT_ONCE));
    }

    /** What writers left that died, and what was replaced. */
    private void removeLeftovers(Instant olderThan) {
        List<FileRow> leftovers = database.run(
                "look for files left over",
                attempt -> attempt.read(sql.leftovers, FileRow::of, olderThan.toEpochMilli()));
        for (FileRow file : leftovers) {
            database.change("remove files left over", attempt -> remove(attempt, List.of(file)));
        }
    }

    /**
     * Removes an avatar's files if it still is not known once nobody can see them. They are set aside under a name of this sweep's own:
     * what another sweep put back, and perhaps set aside again, is no longer this one's to remove.
     */
    private boolean removeUnlessKnown(AvatarId id, Instant olderThan, Predicate<AvatarId> known) {
        String operation = "sweep files of avatar " + id;
        String aside = MediaTables.ASIDE + MediaWriter.unique();
        int found = database.run(
                operation, attempt -> attempt.write(sql.setAside, aside, id.value(), olderThan.toEpochMilli()));
        if (found == 0) {
            return false;
        }
        boolean keep = true;
        try {
            keep = known.test(id);
        } finally {
            if (keep) {
                database.run(operation, attempt -> putBack(attempt, sql.asideOf, id.value(), aside));
            }
        }
        return !keep
                && database.transact(operation, attempt -> {
                    List<FileRow> mine = attempt.read(sql.asideOf, FileRow::of, id.value(), aside);
                    remove(attempt, mine);
                    return !mine.isEmpty();
                });
    }

    /** Shows again what was set aside; if the same file was put again since, that one stays and the other is as if replaced. */
    private boolean putBack(Attempt attempt, String which, Object... values) throws SQLException {
        List<FileRow> files = attempt.read(which, FileRow::of, values);
        for (FileRow file : files) {
            try {
                attempt.write(sql.move, MediaTables.KEPT, file.file(), file.place());
            } catch (SQLException e) {
                if (!database.dialect().isTaken(e)) {
                    throw e;
                }
                attempt.write(sql.move, file.file(), file.file(), file.place());
            }
        }
        return !files.isEmpty();
    }

    private record FileRow(String file, String place) {
        static FileRow of(ResultSet row) throws SQLException {
            return new FileRow(row.getString(1), row.getString(3));
        }
    }
}

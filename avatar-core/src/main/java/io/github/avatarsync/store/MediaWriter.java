package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Content;
import io.github.avatarsync.Variant;
import io.github.avatarsync.store.Database.Attempt;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the files of one {@code put}: chunks as they come, a few at a time, and with the last of them the places, so that all files show
 * at once.
 *
 * <p>What is small, as most avatars are, is one transaction. Closing removes what was not published.
 */
final class MediaWriter implements AutoCloseable {
    static final int CHUNK = 256 * 1024;
    private static final int BUFFERED = 4 * CHUNK;

    private static final Logger LOG = LoggerFactory.getLogger(JdbcMediaStore.class);

    private final Database database;
    private final MediaTables sql;
    private final AvatarId id;

    /** The name of each file, and its variant and length. */
    private final Map<String, Variant> files = new LinkedHashMap<>();

    private final List<String> announced = new ArrayList<>();
    private final List<Object[]> newFiles = new ArrayList<>();
    private final List<Object[]> newChunks = new ArrayList<>();
    private int buffered;
    private boolean published;

    MediaWriter(Database database, MediaTables sql, AvatarId id) {
        this.database = database;
        this.sql = sql;
        this.id = id;
    }

    static String unique() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    void write(Variant variant, Content content) throws IOException {
        String file = unique();
        files.put(file, variant);
        newFiles.add(new Object[] {file, id.value(), variant.name(), content.size()});
        long size = 0;
        try (InputStream in = content.open()) {
            byte[] chunk = in.readNBytes(CHUNK);
            for (int seq = 0; chunk.length > 0; seq++) {
                newChunks.add(new Object[] {file, seq, chunk});
                buffered += chunk.length;
                size += chunk.length;
                if (buffered >= BUFFERED) {
                    flush(false);
                }
                chunk = in.readNBytes(CHUNK);
            }
        }
        if (size != content.size()) {
            throw new IOException(variant + " has " + size + " bytes instead of the " + content.size() + " announced");
        }
    }

    void publish() {
        flush(true);
        published = true;
    }

    private void flush(boolean last) {
        database.change("put files of avatar " + id, attempt -> {
            for (Object[] file : newFiles) {
                if (attempt.repeated()) {
                    attempt.write(sql.removeFile, file[0]);
                }
                attempt.write(sql.insertFile, file);
            }
            for (String file : announced) {
                if (attempt.write(sql.touch, file) != 1) {
                    throw gone();
                }
            }
            for (Object[] chunk : newChunks) {
                if (attempt.repeated()) {
                    attempt.write(sql.removeChunk, chunk[0], chunk[1]);
                }
                attempt.write(sql.insertChunk, chunk);
            }
            if (last) {
                show(attempt);
            }
        });
        newFiles.forEach(file -> announced.add((String) file[0]));
        newFiles.clear();
        newChunks.clear();
        buffered = 0;
    }

    private void show(Attempt attempt) throws SQLException {
        try {
            for (Map.Entry<String, Variant> file : files.entrySet()) {
                attempt.write(sql.replaced, id.value(), file.getValue().name(), file.getKey());
                if (attempt.write(sql.keep, file.getKey()) != 1) {
                    throw gone();
                }
            }
        } catch (SQLException e) {
            // Somebody else put the same file at the same moment: now it can be seen, and replaced.
            throw database.dialect().isTaken(e) ? new SQLTransientException(e.getMessage(), e.getSQLState(), e) : e;
        }
    }

    private AvatarStoreException gone() {
        return new AvatarStoreException(
                "put files of avatar " + id
                        + ": writing stood still for so long that a sweep removed them; put them again",
                null);
    }

    @Override
    public void close() {
        if (published || announced.isEmpty()) {
            return;
        }
        try {
            database.change("remove unfinished files of avatar " + id, attempt -> {
                for (String file : announced) {
                    attempt.write(sql.removeChunks, file);
                    attempt.write(sql.removeFile, file);
                }
            });
        } catch (AvatarStoreException e) {
            LOG.warn("unfinished files of avatar {} stay until a later sweep: {}", id, e.getMessage());
        }
    }
}

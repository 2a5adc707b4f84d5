package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.Filter;
import io.github.avatarsync.store.JdbcAvatarStore;
import io.github.avatarsync.store.JdbcSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;

/** Records in a database of the device's own, in memory: the real SQL, as fast and as repeatable as a simulation needs it. */
final class RecordsInDatabase implements Records {
    private static final int ALL = 10_000;

    private final JdbcConnectionPool database =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    private final JdbcAvatarStore store;

    RecordsInDatabase() {
        JdbcSchema.avatars(database).create();
        store = JdbcAvatarStore.open(database);
    }

    @Override
    public AvatarStore store() {
        return store;
    }

    @Override
    public List<AvatarRecord> readable() {
        return store.list(new Filter(null, null), ALL, null);
    }

    /** The duplicate key goes, too: with it, the database would rightly refuse the same picture until the row is restored. */
    @Override
    public void damage(AvatarId id) {
        execute("UPDATE avatars SET document = 'rubbish', dedupe_key = NULL WHERE id = ?", id.value());
    }

    @Override
    public void close() {
        execute("SHUTDOWN");
        database.dispose();
    }

    private void execute(String sql, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}

package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.OwnerId;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Inserts records and prints the id of each when its insert has returned, until it is killed. */
final class InsertingApp {
    private InsertingApp() {}

    /** Argument: where. */
    public static void main(String[] arguments) {
        AvatarStore store = open(arguments[0]);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (true) {
            AvatarId id = AvatarId.of(String.format("%016x", random.nextLong()) + "0".repeat(24), random.nextLong());
            store.insert(
                    AvatarRecord.create(id, OwnerId.of("ann"), Instant.now()).save());
            System.out.println(id);
        }
    }

    /** A URL of a database, or a directory. */
    static AvatarStore open(String where) {
        if (!where.startsWith("jdbc:")) {
            return FileAvatarStore.open(Path.of(where));
        }
        PooledDataSource source = new PooledDataSource(
                where.startsWith("jdbc:sqlite:")
                        ? TestDatabase.sqlite(where)
                        : () -> DriverManager.getConnection(where));
        JdbcSchema.avatars(source).create();
        return JdbcAvatarStore.open(source);
    }
}

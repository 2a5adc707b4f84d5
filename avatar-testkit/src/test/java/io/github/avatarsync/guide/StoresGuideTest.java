package io.github.avatarsync.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.store.JdbcAvatarStore;
import io.github.avatarsync.store.JdbcMediaStore;
import io.github.avatarsync.store.JdbcSchema;
import io.github.avatarsync.testkit.SampleImages;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** What docs/stores.md shows. */
class StoresGuideTest {
    @Test
    void aServerLooksAtTheSchemaAndOpensItsStores() {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:guide;DB_CLOSE_DELAY=-1", "sa", "");
        try {
            JdbcSchema.avatars(pool).create();
            JdbcSchema.media(pool).create();
            try (AvatarSync sync = open(pool)) {
                sync.of(OwnerId.of("anna")).upload(AvatarSource.bytes(SampleImages.png(32, 32)));
            }
            try (AvatarSync again = open(pool)) {
                assertEquals(
                        1, again.of(OwnerId.of("anna")).list(10, null).items().size());
            }
        } finally {
            pool.dispose();
        }
    }

    // tag::open[]
    static AvatarSync open(DataSource dataSource) {
        JdbcSchema.avatars(dataSource).validate(); // at start; or create()
        JdbcSchema.media(dataSource).validate();
        return AvatarSync.builder()
                .store(JdbcAvatarStore.open(dataSource))
                .media(JdbcMediaStore.open(dataSource))
                .open();
    }
    // end::open[]
}

package io.github.avatarsync.examples;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.testkit.AvatarStoreContract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PictureStoreTest implements AvatarStoreContract {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    public AvatarStore store() {
        db().execute("DROP TABLE IF EXISTS user_pictures");
        db().execute("CREATE TABLE user_pictures (picture_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " user_name VARCHAR(256) NOT NULL, title VARCHAR(200), uploaded_at BIGINT NOT NULL)");
        try (InputStream migration = PictureStore.class.getResourceAsStream("/migration.sql")) {
            db().execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reopen();
    }

    @Override
    public AvatarStore reopen() {
        return new PictureStore(db());
    }

    @Override
    public void damage(AvatarId id) {
        db().execute("UPDATE user_pictures SET document = 'rubbish' WHERE avatar_id = '" + id + "'");
    }

    private static DSLContext db() {
        return DSL.using(server.getPostgresDatabase(), SQLDialect.POSTGRES);
    }
}

package io.github.avatarsync.testkit;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

/** A page of code is enough for a host that keeps avatars in a table of its own. */
class UserPicturesStoreTest implements AvatarStoreContract {
    private static final String TABLE = """
            CREATE TABLE USER_PICTURES (
                PICTURE_NO  BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                USER_NAME   VARCHAR(256) NOT NULL,
                TITLE       VARCHAR,
                UPLOADED_AT BIGINT NOT NULL)
            """;

    private static final String MIGRATION = """
            ALTER TABLE USER_PICTURES ADD (
                AVATAR_ID  CHAR(40) NOT NULL UNIQUE,
                DEDUPE_KEY CHAR(64) UNIQUE,
                STATE      VARCHAR(20) NOT NULL,
                DUE_AT     BIGINT,
                REVISION   BIGINT NOT NULL,
                DOCUMENT   VARCHAR NOT NULL);
            CREATE INDEX USER_PICTURES_DUE ON USER_PICTURES (DUE_AT);
            CREATE INDEX USER_PICTURES_OWNER ON USER_PICTURES (USER_NAME, UPLOADED_AT)
            """;

    private JdbcConnectionPool database;

    @Override
    public AvatarStore store() {
        database = JdbcConnectionPool.create(
                "jdbc:h2:mem:" + java.util.UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        execute(TABLE);
        execute(MIGRATION);
        return reopen();
    }

    @Override
    public AvatarStore reopen() {
        return new UserPicturesStore(database);
    }

    @Override
    public void damage(AvatarId id) {
        execute("UPDATE USER_PICTURES SET DOCUMENT = 'rubbish' WHERE AVATAR_ID = '" + id + "'");
    }

    @AfterEach
    void dropTheDatabase() {
        execute("SHUTDOWN");
        database.dispose();
    }

    private void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

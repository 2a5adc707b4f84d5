package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.testkit.AvatarStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The same store on every database it is made for. */
class JdbcAvatarStoreContractTest {
    @Nested
    class OnPostgres extends OnDatabase {
        @Override
        TestDatabase open() {
            return TestDatabase.postgres();
        }
    }

    @Nested
    class OnSqlite extends OnDatabase {
        @Override
        TestDatabase open() {
            return TestDatabase.sqlite();
        }
    }

    @Nested
    class OnH2 extends OnDatabase {
        @Override
        TestDatabase open() {
            return TestDatabase.h2();
        }
    }

    @Nested
    @EnabledIfSystemProperty(
            named = TestDatabase.MARIADB,
            matches = "jdbc:.+",
            disabledReason = "needs a MariaDB or MySQL server: -Dmariadb.url=jdbc:mariadb://127.0.0.1:3306/?user=…")
    class OnMariaDb extends OnDatabase {
        @Override
        TestDatabase open() {
            return TestDatabase.mariadb();
        }
    }

    abstract static class OnDatabase implements AvatarStoreContract {
        private TestDatabase database;

        abstract TestDatabase open();

        @Override
        public AvatarStore store() {
            database = open();
            JdbcSchema.avatars(database.source()).create();
            return reopen();
        }

        @Override
        public AvatarStore reopen() {
            return JdbcAvatarStore.open(database.source());
        }

        @Override
        public void damage(AvatarId id) {
            database.execute("UPDATE avatars SET document = 'rubbish' WHERE id = '" + id + "'");
        }

        @AfterEach
        void drop() {
            database.close();
        }
    }
}

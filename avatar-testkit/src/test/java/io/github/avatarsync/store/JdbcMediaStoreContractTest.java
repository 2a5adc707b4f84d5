package io.github.avatarsync.store;

import io.github.avatarsync.MediaStore;
import io.github.avatarsync.testkit.MediaStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The same store on every database it is made for. */
class JdbcMediaStoreContractTest {
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

    abstract static class OnDatabase implements MediaStoreContract {
        private TestDatabase database;

        abstract TestDatabase open();

        @Override
        public MediaStore media() {
            database = open();
            JdbcSchema.media(database.source()).create();
            return reopen();
        }

        @Override
        public MediaStore reopen() {
            return JdbcMediaStore.open(database.source());
        }

        @AfterEach
        void drop() {
            database.close();
        }
    }
}

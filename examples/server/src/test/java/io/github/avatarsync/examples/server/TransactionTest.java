package io.github.avatarsync.examples.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariDataSource;
import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.testkit.SampleImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The avatar and the host's own row in one transaction of Spring's. */
class TransactionTest {
    private static final OwnerId ANNA = OwnerId.of("anna");
    private static final List<String> TABLES = List.of("avatars", "avatar_media", "avatar_media_chunks", "profile");

    private static Instance server;
    private static JdbcTemplate others;

    private final Profiles profiles = server.bean(Profiles.class);

    @BeforeAll
    static void start() throws SQLException {
        server = Instance.start(Shared.settings("--avatars.background=false"));
        others = new JdbcTemplate(new DriverManagerDataSource(
                server.bean(Environment.class).getRequiredProperty("spring.datasource.url")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        others.execute("TRUNCATE " + String.join(", ", TABLES));
    }

    @Test
    void aCommitLeavesTheAvatarAndTheRow() {
        Avatar avatar = new TransactionTemplate(server.bean(PlatformTransactionManager.class)).execute(transaction -> {
            Avatar uploaded = profiles.show(ANNA, picture());
            assertRows(0, 0, 0, 0);
            return uploaded;
        });

        assertRows(1, 2, 2, 1);
        assertEquals(Optional.of(avatar.id()), profiles.shown(ANNA));
    }

    @Test
    void aRollbackLeavesNeither() {
        rolledBack(() -> profiles.show(ANNA, picture()));

        assertRows(0, 0, 0, 0);
    }

    @Test
    void aRowThatTheHostsTableRefusesTakesTheAvatarWithIt() {
        OwnerId tooLongForTheTable = OwnerId.of("a".repeat(65));

        assertThrows(DataAccessException.class, () -> profiles.show(tooLongForTheTable, picture()));

        assertRows(0, 0, 0, 0);
    }

    @Test
    void aDeleteThatIsRolledBackLeavesTheAvatarWithItsFiles() throws IOException {
        Avatar avatar = profiles.show(ANNA, picture());
        byte[] before = thumb(avatar);

        rolledBack(() -> profiles.delete(ANNA, avatar.id()));

        assertRows(1, 2, 2, 1);
        assertEquals(Optional.of(avatar.id()), profiles.shown(ANNA));
        assertArrayEquals(before, thumb(avatar));
    }

    @Test
    void noConnectionIsTakenBeforeThePictureIsRead() {
        List<Integer> taken = new ArrayList<>();
        InputStream in = new ByteArrayInputStream(SampleImages.png(40, 40)) {
            @Override
            public void close() {
                taken.add(connectionsTaken());
            }
        };

        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(transaction -> {
            profiles.show(ANNA, AvatarSource.stream(in));
            taken.add(connectionsTaken());
        });

        assertEquals(List.of(0, 1), taken, "after reading, and after writing");
    }

    private static void rolledBack(Runnable work) {
        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(transaction -> {
            work.run();
            transaction.setRollbackOnly();
        });
    }

    /** What other connections see. */
    private static void assertRows(int avatars, int files, int chunks, int profiles) {
        assertEquals(
                List.of(avatars, files, chunks, profiles),
                TABLES.stream()
                        .map(table -> others.queryForObject("SELECT count(*) FROM " + table, Integer.class))
                        .toList());
    }

    private static int connectionsTaken() {
        try {
            return server.bean(DataSource.class)
                    .unwrap(HikariDataSource.class)
                    .getHikariPoolMXBean()
                    .getActiveConnections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] thumb(Avatar avatar) throws IOException {
        try (InputStream in = server.sync().of(ANNA).open(avatar.id(), Variant.THUMB)) {
            return in.readAllBytes();
        }
    }

    private static AvatarSource picture() {
        return AvatarSource.bytes(SampleImages.png(40, 40));
    }
}

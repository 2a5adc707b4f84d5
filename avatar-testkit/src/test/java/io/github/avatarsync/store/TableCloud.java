package io.github.avatarsync.store;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/** A cloud that several processes share and that survives them: objects are rows, and each remembers how often it was put. */
record TableCloud(DataSource source) implements CloudStorage {
    static final String TABLE =
            "CREATE TABLE objects (name VARCHAR(200) PRIMARY KEY, sha256 CHAR(64), bytes BYTEA, puts INTEGER NOT NULL)";

    @Override
    public String location() {
        return "table:objects";
    }

    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readAllBytes();
            if (!sha256(bytes).equals(object.sha256())) {
                throw new CloudStorageException(Kind.CORRUPT, "put " + object.key() + ": other bytes", null);
            }
            sent.accept(bytes.length);
            int written = write(
                    "INSERT INTO objects AS o (name, sha256, bytes, puts) VALUES (?, ?, ?, 1)"
                            + " ON CONFLICT (name) DO UPDATE SET puts = o.puts + 1 WHERE o.sha256 = EXCLUDED.sha256",
                    object.key(),
                    object.sha256(),
                    bytes);
            if (written != 1) {
                throw new AssertionError("other bytes under the key " + object.key());
            }
        } catch (IOException e) {
            throw new CloudStorageException(Kind.TRANSIENT, e.getMessage(), e);
        }
    }

    @Override
    public InputStream get(Session session, String key) {
        return read("bytes", key)
                .map(row -> new ByteArrayInputStream((byte[]) row))
                .orElseThrow(() -> new CloudStorageException(Kind.MISSING, "get " + key + ": not there", null));
    }

    @Override
    public Optional<ObjectInfo> head(Session session, String key) {
        return read("sha256", key).map(sha256 -> new ObjectInfo(key, 0, (String) sha256));
    }

    @Override
    public Instant delete(Session session, String key) {
        write("DELETE FROM objects WHERE name = ?", key);
        return Instant.now();
    }

    private Optional<Object> read(String column, String key) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT " + column + " FROM objects WHERE name = ?")) {
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new CloudStorageException(Kind.TRANSIENT, e.getMessage(), e);
        }
    }

    private int write(String sql, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new CloudStorageException(Kind.TRANSIENT, e.getMessage(), e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

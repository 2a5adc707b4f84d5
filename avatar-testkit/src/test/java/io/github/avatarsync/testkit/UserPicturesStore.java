package io.github.avatarsync.testkit;

import static io.github.avatarsync.AvatarRecord.readable;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** A host's own store: avatars as rows of the table USER_PICTURES, which the host had before. */
record UserPicturesStore(DataSource database) implements AvatarStore {
    @Override
    public AvatarRecord insert(AvatarRecord r) {
        try {
            String columns = "STATE, DEDUPE_KEY, DUE_AT, DOCUMENT, REVISION, AVATAR_ID, USER_NAME, UPLOADED_AT";
            String sql = "INSERT INTO USER_PICTURES (" + columns + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
            var when = r.createdAt();
            write(sql, r.state(), r.dedupeKey(), r.dueAt(), r.document(), r.revision(), r.id(), r.owner(), when);
            return r;
        } catch (AvatarStoreException taken) {
            var same = read("DEDUPE_KEY = ?", 1, AvatarRecord::readable, r.dedupeKey());
            return same.stream().findFirst().orElseThrow(() -> taken);
        }
    }

    @Override
    public boolean update(AvatarRecord r, long revision) {
        String columns = "STATE = ?, DEDUPE_KEY = ?, DUE_AT = ?, DOCUMENT = ?, REVISION = ?";
        String sql = "UPDATE USER_PICTURES SET " + columns + " WHERE AVATAR_ID = ? AND REVISION = ?";
        return write(sql, r.state(), r.dedupeKey(), r.dueAt(), r.document(), r.revision(), r.id(), revision) == 1;
    }

    @Override
    public boolean remove(AvatarId id, long revision) {
        return write("DELETE FROM USER_PICTURES WHERE AVATAR_ID = ? AND REVISION = ?", id, revision) == 1;
    }

    @Override
    public Optional<AvatarRecord> find(AvatarId id) {
        var found = read("AVATAR_ID = ?", 1, text -> Optional.of(AvatarRecord.parse(text)), id);
        return found.stream().findFirst();
    }

    @Override
    public List<AvatarRecord> list(Filter filter, int limit, Position after) {
        String where = "USER_NAME = COALESCE(?, USER_NAME) ORDER BY UPLOADED_AT DESC, AVATAR_ID";
        Predicate<AvatarRecord> next = r -> after == null || Position.of(r).compareTo(after) > 0;
        return read(where, limit, text -> readable(text).filter(filter::matches).filter(next), filter.owner());
    }

    @Override
    public List<AvatarRecord> claim(Claim claim) {
        String where = "DUE_AT <= ? OR DUE_AT > ? ORDER BY DUE_AT";
        Predicate<AvatarRecord> won = r -> claim.takes(r) && update(r.claimed(claim), r.revision());
        Object[] times = {claim.now(), claim.horizon()};
        return read(where, claim.limit(), text -> readable(text).filter(won).map(r -> r.claimed(claim)), times);
    }

    @Override
    public Optional<Instant> nextDue(Claim.Owners owners) {
        String where = "DUE_AT IS NOT NULL ORDER BY DUE_AT";
        var first = read(where, 1, text -> readable(text).filter(r -> owners.includes(r.owner())));
        return first.stream().findFirst().map(AvatarRecord::dueAt);
    }

    private List<AvatarRecord> read(
            String where, int limit, Function<String, Optional<AvatarRecord>> reader, Object... values) {
        try (Connection c = database.getConnection();
                PreparedStatement s = prepare(c, "SELECT DOCUMENT FROM USER_PICTURES WHERE " + where, values);
                ResultSet rows = s.executeQuery()) {
            List<AvatarRecord> found = new ArrayList<>();
            while (found.size() < limit && rows.next()) {
                reader.apply(rows.getString(1)).ifPresent(found::add);
            }
            return found;
        } catch (SQLException e) {
            throw new AvatarStoreException("the table USER_PICTURES cannot be read", e);
        }
    }

    private int write(String sql, Object... values) {
        try (Connection c = database.getConnection();
                PreparedStatement s = prepare(c, sql, values)) {
            return s.executeUpdate();
        } catch (SQLException e) {
            throw new AvatarStoreException("the table USER_PICTURES cannot be written", e);
        }
    }

    private static PreparedStatement prepare(Connection c, String sql, Object... values) throws SQLException {
        PreparedStatement s = c.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i] instanceof Instant time ? time.toEpochMilli() : values[i];
            s.setObject(i + 1, value instanceof Long || value == null ? value : value.toString());
        }
        return s;
    }
}

package io.github.avatarsync.store;

import java.util.List;

/**
 * The tables of a {@link JdbcMediaStore}, and its statements.
 *
 * <p>A file is written under a name of its own and its chunks never change. Its place says what it is: {@code kept} is the one file of
 * an avatar's variant that is shown; {@code aside-…} is being asked about by a sweep; its own name is that of one replaced, whose
 * readers may go on; null is being written. At most one row of a variant can be in one place.
 */
final class MediaTables {
    static final String KEPT = "kept";
    static final String ASIDE = "aside-";

    final String insertFile;
    final String insertChunk;
    final String touch;
    final String replaced;
    final String keep;
    final String open;
    final String chunk;
    final String filesOf;
    final String removeFile;
    final String removeChunk;
    final String removeChunks;
    final String asides;
    final String stale;
    final String move;
    final String setAside;
    final String asideOf;
    final String leftovers;
    final String old;

    MediaTables(String table, Dialect dialect) {
        String chunks = table + "_chunks";
        String select = "SELECT file, avatar_id, place FROM " + table;
        insertFile = "INSERT INTO " + table + " (file, avatar_id, variant, length, put_at) VALUES (?, ?, ?, ?, "
                + dialect.now + ")";
        insertChunk = "INSERT INTO " + chunks + " (file, seq, data) VALUES (?, ?, ?)";
        touch = "UPDATE " + table + " SET put_at = " + dialect.now + " WHERE file = ?";
        replaced = "UPDATE " + table + " SET place = file, put_at = " + dialect.now
                + " WHERE avatar_id = ? AND variant = ? AND place = '" + KEPT + "' AND file <> ?";
        keep = "UPDATE " + table + " SET place = '" + KEPT + "', put_at = " + dialect.now + " WHERE file = ?";
        open = "SELECT m.file, m.length, c.data FROM " + table + " m LEFT JOIN " + chunks
                + " c ON c.file = m.file AND c.seq = 0 WHERE m.avatar_id = ? AND m.variant = ? AND m.place = '" + KEPT
                + "'";
        chunk = "SELECT data FROM " + chunks + " WHERE file = ? AND seq = ?";
        filesOf = select + " WHERE avatar_id = ? AND place IS NOT NULL";
        removeFile = "DELETE FROM " + table + " WHERE file = ?";
        removeChunk = "DELETE FROM " + chunks + " WHERE file = ? AND seq = ?";
        removeChunks = "DELETE FROM " + chunks + " WHERE file = ?";
        asides = select + " WHERE place LIKE '" + ASIDE + "%'";
        stale = select + " WHERE avatar_id = ? AND place LIKE '" + ASIDE + "%' AND put_at < " + dialect.now + " - ?";
        move = "UPDATE " + table + " SET place = ?, put_at = " + dialect.now + " WHERE file = ? AND place = ?";
        setAside = "UPDATE " + table + " SET place = ?, put_at = " + dialect.now + " WHERE avatar_id = ? AND place = '"
                + KEPT + "' AND put_at < ?";
        asideOf = select + " WHERE avatar_id = ? AND place = ?";
        leftovers = select + " WHERE (place IS NULL OR place = file) AND put_at < ?";
        old = "SELECT avatar_id FROM " + table + " WHERE place = '" + KEPT + "' AND avatar_id > ?"
                + " GROUP BY avatar_id HAVING MAX(put_at) < ? ORDER BY avatar_id LIMIT ?";
    }

    static List<Table> of(String name, Dialect dialect) {
        return List.of(
                new Table(
                        name,
                        List.of(
                                Column.needed("file", "VARCHAR(32) NOT NULL"),
                                Column.needed("avatar_id", "VARCHAR(40) NOT NULL"),
                                Column.needed("variant", "VARCHAR(32) NOT NULL"),
                                Column.needed("place", "VARCHAR(40)"),
                                Column.needed("length", "BIGINT NOT NULL"),
                                Column.needed("put_at", "BIGINT NOT NULL")),
                        List.of("file"),
                        List.of(Table.Index.unique("place", "avatar_id", "variant", "place"))),
                new Table(
                        name + "_chunks",
                        List.of(
                                Column.needed("file", "VARCHAR(32) NOT NULL"),
                                Column.needed("seq", "INTEGER NOT NULL"),
                                Column.needed("data", dialect.bytes + " NOT NULL")),
                        List.of("file", "seq"),
                        List.of()));
    }
}

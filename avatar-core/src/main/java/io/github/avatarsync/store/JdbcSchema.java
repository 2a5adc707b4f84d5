package io.github.avatarsync.store;

import io.github.avatarsync.AvatarStoreException;
import jakarta.annotation.Nonnull;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The tables of a {@link JdbcAvatarStore} or a {@link JdbcMediaStore}: prints them, compares them with a database, and makes them when
 * asked.
 *
 * <pre>{@code
 * JdbcSchema schema = JdbcSchema.avatars(dataSource);
 * schema.statements();    // for the host's own migrations
 * schema.validate();      // at start: fails with the statements that are missing
 * schema.create();        // or: makes what is missing
 * }</pre>
 *
 * <p>A later version of the library only ever adds columns that may be null, and indexes. So two versions can work on one table, in
 * either order: the older one leaves alone what it does not know, the newer one does without the copies it does not find.
 *
 * <p>Thread-safe, blocking; call it outside of transactions. Errors are {@link AvatarStoreException}.
 */
public final class JdbcSchema {
    private final Database database;
    private final List<Table> tables;

    JdbcSchema(Database database, List<Table> tables) {
        this.database = database;
        this.tables = tables;
    }

    /**
     * The table {@value JdbcAvatarStore#TABLE}.
     *
     * @param source gives connections with autocommit on
     * @return the schema of {@link JdbcAvatarStore#open(DataSource)}
     * @throws AvatarStoreException if the database cannot be reached, or is none that is known
     */
    @Nonnull
    public static JdbcSchema avatars(@Nonnull DataSource source) {
        return avatars(source, JdbcAvatarStore.TABLE);
    }

    /**
     * The records' table under another name.
     *
     * @param source gives connections with autocommit on
     * @param table a letter and up to 40 letters, digits or {@code _}; perhaps with a schema and a dot before it
     * @return the schema of {@link JdbcAvatarStore#open(DataSource, String)}
     * @throws AvatarStoreException if the database cannot be reached, or is none that is known
     */
    @Nonnull
    public static JdbcSchema avatars(@Nonnull DataSource source, @Nonnull String table) {
        Database database = Database.of(source);
        return new JdbcSchema(database, List.of(RecordTable.of(table, database.dialect())));
    }

    /**
     * The tables {@value JdbcMediaStore#TABLE} and {@value JdbcMediaStore#TABLE}{@code _chunks}.
     *
     * @param source gives connections with autocommit on
     * @return the schema of {@link JdbcMediaStore#open(DataSource)}
     * @throws AvatarStoreException if the database cannot be reached, or is none that is known
     */
    @Nonnull
    public static JdbcSchema media(@Nonnull DataSource source) {
        return media(source, JdbcMediaStore.TABLE);
    }

    /**
     * The tables of files under another name.
     *
     * @param source gives connections with autocommit on
     * @param table as in {@link #avatars(DataSource, String)}; the second one has {@code _chunks} after it
     * @return the schema of {@link JdbcMediaStore#open(DataSource, String)}
     * @throws AvatarStoreException if the database cannot be reached, or is none that is known
     */
    @Nonnull
    public static JdbcSchema media(@Nonnull DataSource source, @Nonnull String table) {
        Database database = Database.of(source);
        return new JdbcSchema(database, MediaTables.of(table, database.dialect()));
    }

    /**
     * The statements that make the whole schema, in the words of this database.
     *
     * @return in order, without semicolons
     */
    @Nonnull
    public List<String> statements() {
        return tables.stream().flatMap(this::statements).toList();
    }

    private Stream<String> statements(Table table) {
        return Stream.concat(
                Stream.of(table.create(database.dialect())),
                table.indexes().stream().map(table::add));
    }

    /**
     * The statements that would complete what is there.
     *
     * @return in order, without semicolons; empty if nothing is missing
     * @throws AvatarStoreException if the database cannot be read
     */
    @Nonnull
    public List<String> missing() {
        return database.run("compare the schema", attempt -> {
            List<String> missing = new ArrayList<>();
            for (Table table : tables) {
                missing.addAll(missing(table, attempt.connection()));
            }
            return missing;
        });
    }

    private List<String> missing(Table table, Connection connection) throws SQLException {
        Optional<Set<String>> columns = columns(table, connection);
        if (columns.isEmpty()) {
            return statements(table).toList();
        }
        Set<List<String>> indexes = indexes(table, connection);
        return Stream.concat(
                        table.columns().stream()
                                .filter(column -> !columns.get().contains(column.name()))
                                .map(table::add),
                        table.indexes().stream()
                                .filter(index -> !isIn(indexes, index))
                                .map(table::add))
                .toList();
    }

    private static boolean isIn(Set<List<String>> indexes, Table.Index index) {
        List<String> wanted = index.plainColumns();
        return indexes.stream()
                .anyMatch(there -> there.size() >= wanted.size()
                        && there.subList(0, wanted.size()).equals(wanted)
                        && (!index.unique() || there.size() == wanted.size()));
    }

    /**
     * Fails unless the schema is complete. A store that is opened checks only what it cannot do without.
     *
     * @throws AvatarStoreException with the exact statements that are missing
     */
    public void validate() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw incomplete(missing);
        }
    }

    /**
     * Makes what is missing, and changes nothing else. Several instances may do so at once.
     *
     * @throws AvatarStoreException if a statement is refused
     */
    public void create() {
        for (String statement : missing()) {
            try {
                database.run("create the schema", attempt -> attempt.write(statement));
            } catch (AvatarStoreException e) {
                if (missing().contains(statement)) {
                    throw e;
                }
            }
        }
    }

    /** Fails if a column is missing that the store needs; returns the names of those that are there, by table. */
    Map<String, Set<String>> check() {
        database.check();
        return database.run("look at the tables", attempt -> {
            Map<String, Set<String>> found = new TreeMap<>();
            for (Table table : tables) {
                Set<String> columns = columns(table, attempt.connection()).orElse(Set.of());
                if (table.columns().stream().anyMatch(column -> column.needed() && !columns.contains(column.name()))) {
                    throw incomplete(missing());
                }
                found.put(table.name(), columns);
            }
            return found;
        });
    }

    private static AvatarStoreException incomplete(List<String> missing) {
        return new AvatarStoreException(
                "the schema is incomplete; run these statements, or let JdbcSchema.create() do it:\n"
                        + String.join(";\n", missing) + ";",
                null);
    }

    /** The names of a table's columns; empty if there is no such table. */
    private Optional<Set<String>> columns(Table table, Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM " + table.name() + " WHERE 1 = 0");
                ResultSet none = statement.executeQuery()) {
            ResultSetMetaData about = none.getMetaData();
            Set<String> names = new HashSet<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                names.add(about.getColumnName(i).toLowerCase(Locale.ROOT));
            }
            return Optional.of(names);
        } catch (SQLException e) {
            if (database.dialect().isNoTable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The columns of a table's indexes, whatever these are called: a host may have made them by another name. */
    private static Set<List<String>> indexes(Table table, Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        boolean catalogs = about.supportsCatalogsInTableDefinitions() && !about.supportsSchemasInTableDefinitions();
        int dot = table.name().indexOf('.');
        String before = dot < 0 ? null : stored(about, table.name().substring(0, dot));
        String catalog = catalogs && before != null ? before : connection.getCatalog();
        String schema = catalogs ? null : before != null ? before : connection.getSchema();
        Map<String, List<String>> indexes = new TreeMap<>();
        try (ResultSet rows = about.getIndexInfo(catalog, schema, stored(about, table.lastName()), false, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                String column = rows.getString("COLUMN_NAME");
                if (index != null && column != null) {
                    indexes.computeIfAbsent(index, none -> new ArrayList<>()).add(column.toLowerCase(Locale.ROOT));
                }
            }
        }
        return Set.copyOf(indexes.values());
    }

    /** A name as the database's own tables spell it. */
    private static String stored(DatabaseMetaData about, String name) throws SQLException {
        if (about.storesUpperCaseIdentifiers()) {
            return name.toUpperCase(Locale.ROOT);
        }
        return about.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
    }
}

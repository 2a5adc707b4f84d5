package io.github.avatarsync.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table of ours as it should be.
 *
 * @param name perhaps with the name of a schema and a dot before it
 * @param columns in the order of CREATE TABLE
 * @param key the columns of the primary key
 * @param indexes what is looked up by
 */
record Table(String name, List<Column> columns, List<String> key, List<Index> indexes) {
    private static final Pattern NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,40}");

    Table {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a table is a letter or _, then at most 40 letters, digits or _,"
                            + " perhaps with a schema and a dot before it; was: " + name);
        }
    }

    /** The statement that makes the table, without its indexes. */
    String create(Dialect dialect) {
        List<String> lines = new ArrayList<>();
        columns.forEach(column -> lines.add(column.name() + " " + column.type()));
        lines.add("PRIMARY KEY (" + String.join(", ", key) + ")");
        return "CREATE TABLE " + name + " (\n  " + String.join(",\n  ", lines) + "\n)" + dialect.tableOptions;
    }

    String add(Column column) {
        return "ALTER TABLE " + name + " ADD COLUMN " + column.name() + " " + column.type();
    }

    String add(Index index) {
        return "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + lastName() + "_" + index.suffix() + " ON "
                + name + " (" + String.join(", ", index.columns()) + ")";
    }

    /** The name without that of the schema. */
    String lastName() {
        return name.substring(name.indexOf('.') + 1);
    }

    /**
     * An index.
     *
     * @param suffix end of its name
     * @param unique whether no two rows have the same values
     * @param columns its columns, perhaps with {@code DESC}
     */
    record Index(String suffix, boolean unique, List<String> columns) {
        static Index on(String suffix, String... columns) {
            return new Index(suffix, false, List.of(columns));
        }

        static Index unique(String suffix, String... columns) {
            return new Index(suffix, true, List.of(columns));
        }

        /** The columns without their direction. */
        List<String> plainColumns() {
            return columns.stream().map(column -> column.replace(" DESC", "")).toList();
        }
    }
}

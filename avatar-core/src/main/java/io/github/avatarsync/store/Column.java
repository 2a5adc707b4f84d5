package io.github.avatarsync.store;

import jakarta.annotation.Nonnull;

/**
 * A column of a table of ours.
 *
 * @param name in lower case
 * @param type as in CREATE TABLE, with whether it may be null
 * @param needed whether the store cannot do without it: those that came later, and copies for the host, it can
 */
record Column(@Nonnull String name, @Nonnull String type, boolean needed) {
    static Column needed(String name, String type) {
        return new Column(name, type, true);
    }

    /** Always nullable, so that an older version of the library can go on inserting rows. */
    static Column copy(String name, String type) {
        return new Column(name, type, false);
    }
}

package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.util.List;
import java.util.Optional;

/**
 * Part of a listing.
 *
 * @param <T> what is listed
 * @param items in order
 * @param next the cursor of the next page; empty on the last
 */
public record Page<T>(@Nonnull List<T> items, @Nonnull Optional<String> next) {
    /** Takes a copy of the items. */
    public Page {
        items = List.copyOf(items);
    }
}

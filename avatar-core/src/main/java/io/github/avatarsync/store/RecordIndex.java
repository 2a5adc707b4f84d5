package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.Claim;
import io.github.avatarsync.Filter;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Position;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The columns of all records in memory, in the orders that a store is asked for; about half a kilobyte for each.
 *
 * <p>It only says where to look: what it names is read from disk again before anything is decided. Not thread-safe.
 */
final class RecordIndex {
    private static final AvatarId LAST = AvatarId.of("f".repeat(40));

    private final Map<AvatarId, Row> rows = new HashMap<>();
    private final Map<String, AvatarId> byDedupeKey = new HashMap<>();
    private final NavigableMap<Due, Row> byDue = new TreeMap<>();

    /** For each filter anyone can ask with, what it lets through. */
    private final Map<Filter, NavigableSet<Position>> lists = new HashMap<>();

    void put(AvatarRecord record) {
        remove(record.id());
        Row row = new Row(record);
        rows.put(row.id(), row);
        if (row.dedupeKey() != null) {
            byDedupeKey.put(row.dedupeKey(), row.id());
        }
        if (row.dueAt() != null) {
            byDue.put(new Due(row.dueAt(), row.id()), row);
        }
        row.filters()
                .forEach(filter ->
                        lists.computeIfAbsent(filter, f -> new TreeSet<>()).add(row.position()));
    }

    void remove(AvatarId id) {
        Row row = rows.remove(id);
        if (row == null) {
            return;
        }
        if (row.dedupeKey() != null) {
            byDedupeKey.remove(row.dedupeKey(), id);
        }
        if (row.dueAt() != null) {
            byDue.remove(new Due(row.dueAt(), id));
        }
        row.filters()
                .forEach(filter -> lists.computeIfPresent(filter, (f, list) -> {
                    list.remove(row.position());
                    return list.isEmpty() ? null : list;
                }));
    }

    void clear() {
        rows.clear();
        byDedupeKey.clear();
        byDue.clear();
        lists.clear();
    }

    int size() {
        return rows.size();
    }

    Optional<AvatarId> withDedupeKey(String dedupeKey) {
        return Optional.ofNullable(byDedupeKey.get(dedupeKey));
    }

    /** What a claim would take, earliest due first, without those left out. */
    List<AvatarId> due(Claim claim, int limit, Predicate<AvatarId> without) {
        Collection<Row> past = byDue.headMap(new Due(claim.now(), LAST), true).values();
        Collection<Row> farFuture =
                byDue.tailMap(new Due(claim.horizon(), LAST), false).values();
        return Stream.concat(past.stream(), farFuture.stream())
                .filter(row -> claim.owners().includes(row.owner()) && !without.test(row.id()))
                .limit(limit)
                .map(Row::id)
                .toList();
    }

    Optional<Instant> nextDue(Claim.Owners owners) {
        return byDue.values().stream()
                .filter(row -> owners.includes(row.owner()))
                .findFirst()
                .map(Row::dueAt);
    }

    List<Position> page(Filter filter, int limit, @Nullable Position after) {
        NavigableSet<Position> all = lists.getOrDefault(filter, new TreeSet<>());
        NavigableSet<Position> rest = after == null ? all : all.tailSet(after, false);
        return rest.stream().limit(limit).toList();
    }

    private record Due(Instant at, AvatarId id) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : id.compareTo(other.id);
        }
    }

    private record Row(
            AvatarId id,
            OwnerId owner,
            @Nullable String dedupeKey,
            AvatarState state,
            @Nullable Instant dueAt,
            Position position) {
        Row(AvatarRecord record) {
            this(record.id(), record.owner(), record.dedupeKey(), record.state(), record.dueAt(), Position.of(record));
        }

        List<Filter> filters() {
            return List.of(
                    new Filter(null, null), new Filter(owner, null), new Filter(null, state), new Filter(owner, state));
        }
    }
}

package io.github.avatarsync.store;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Blocked;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The table of records: what the store searches by, the document with everything, and copies that a host may query by name. */
final class RecordTable {
    /** Longest name of an avatar in its copy, in characters. */
    private static final int NAME_LENGTH = 255;

    private static final Map<String, Function<AvatarRecord, Object>> KEPT = kept();
    private static final Map<String, Function<AvatarRecord, Object>> COPIES = copies();

    private RecordTable() {}

    static Table of(String name, Dialect dialect) {
        return new Table(
                name,
                List.of(
                        Column.needed("id", "VARCHAR(40) NOT NULL"),
                        Column.needed("owner", "VARCHAR(256) NOT NULL"),
                        Column.needed("dedupe_key", "VARCHAR(64)"),
                        Column.needed("state", "VARCHAR(16) NOT NULL"),
                        Column.needed("due_at", "BIGINT"),
                        Column.needed("revision", "BIGINT NOT NULL"),
                        Column.needed("created_at", "BIGINT NOT NULL"),
                        Column.needed("document", dialect.text + " NOT NULL"),
                        Column.copy("updated_at", "BIGINT"),
                        Column.copy("kind", "VARCHAR(16)"),
                        Column.copy("name", "VARCHAR(" + NAME_LENGTH + ")"),
                        Column.copy("sha256", "VARCHAR(64)"),
                        Column.copy("cloud_synced", "BOOLEAN"),
                        Column.copy("cloud_image_key", "VARCHAR(1024)"),
                        Column.copy("cloud_thumb_key", "VARCHAR(1024)"),
                        Column.copy("cloud_video_key", "VARCHAR(1024)"),
                        Column.copy("blocked_reason", "VARCHAR(64)")),
                List.of("id"),
                List.of(
                        Table.Index.unique("dedupe", "dedupe_key"),
                        Table.Index.on("due", "due_at", "owner"),
                        Table.Index.on("owner", "owner", "created_at DESC", "id"),
                        Table.Index.on("state", "state", "created_at DESC", "id"),
                        Table.Index.on("created", "created_at DESC", "id")));
    }

    private static Map<String, Function<AvatarRecord, Object>> kept() {
        Map<String, Function<AvatarRecord, Object>> kept = new LinkedHashMap<>();
        kept.put("owner", record -> record.owner().value());
        kept.put("dedupe_key", AvatarRecord::dedupeKey);
        kept.put("state", record -> record.state().name());
        kept.put("due_at", record -> millis(record.dueAt()));
        kept.put("revision", AvatarRecord::revision);
        kept.put("created_at", record -> millis(record.createdAt()));
        kept.put("document", AvatarRecord::document);
        return kept;
    }

    private static Map<String, Function<AvatarRecord, Object>> copies() {
        Map<String, Function<AvatarRecord, Object>> copies = new LinkedHashMap<>();
        copies.put("kind", record -> record.kind().name());
        copies.put("name", record -> plain(record.name()));
        copies.put("sha256", record -> picture(record).map(VariantInfo::sha256).orElse(null));
        copies.put("cloud_synced", AvatarRecord::inCloud);
        copies.put("cloud_image_key", record -> key(record, Variant.ORIGINAL, Variant.POSTER));
        copies.put("cloud_thumb_key", record -> key(record, Variant.THUMB));
        copies.put("cloud_video_key", record -> key(record, Variant.VIDEO));
        copies.put(
                "blocked_reason",
                record -> record.blocked().map(Blocked::reason).map(Enum::name).orElse(null));
        return copies;
    }

    /** What an INSERT or UPDATE writes, in order, if the table has these columns. */
    static List<String> written(Set<String> present) {
        List<String> names = new ArrayList<>(KEPT.keySet());
        COPIES.keySet().stream().filter(present::contains).forEach(names::add);
        return names;
    }

    /** The values of {@link #written}, then others. */
    static Object[] values(List<String> names, AvatarRecord record, Object... more) {
        List<Object> values = new ArrayList<>();
        for (String name : names) {
            values.add(value(name, record));
        }
        values.addAll(List.of(more));
        return values.toArray();
    }

    @Nullable
    private static Object value(String name, AvatarRecord record) {
        Function<AvatarRecord, Object> column = KEPT.get(name);
        return (column != null ? column : COPIES.getOrDefault(name, none -> null)).apply(record);
    }

    /** The first file in the order of the record: the picture or the video as it was accepted. */
    private static Optional<VariantInfo> picture(AvatarRecord record) {
        return record.variants().stream().findFirst();
    }

    @Nullable
    private static String key(AvatarRecord record, Variant... anyOf) {
        for (Variant wanted : anyOf) {
            for (VariantInfo variant : record.variants()) {
                if (variant.variant().equals(wanted)) {
                    return variant.key();
                }
            }
        }
        return null;
    }

    /** Without what a column cannot take: control characters (PostgreSQL takes no NUL), halves of pairs, and what is too much. */
    private static String plain(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .limit(NAME_LENGTH)
                .map(c -> Character.isISOControl(c) ? ' ' : Character.getType(c) == Character.SURROGATE ? '?' : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    @Nullable
    private static Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}

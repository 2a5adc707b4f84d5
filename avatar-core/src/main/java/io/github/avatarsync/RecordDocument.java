package io.github.avatarsync;

import jakarta.annotation.Nullable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text form of a record.
 *
 * <pre>
 * avatar-record 1
 * id: 3c59…
 * owner: user-42
 * state: PENDING
 * …
 * variant.0: original
 * variant.0.type: image/jpeg
 * </pre>
 *
 * A backslash inside a value is doubled, control characters are written as a backslash, {@code u} and four hexadecimal digits. A
 * line whose name is unknown is kept. A first line with a higher number is of a format that this version must not touch.
 */
final class RecordDocument {
    private static final String HEADER = "avatar-record 1";

    private RecordDocument() {}

    static String print(AvatarRecord record) {
        AvatarRecord.Editor f = record.fields;
        StringBuilder out = new StringBuilder(1024).append(HEADER).append('\n');
        line(out, "id", f.id.value());
        line(out, "owner", f.owner.value());
        line(out, "state", record.state().name());
        line(out, "goal", f.goal.name());
        line(out, "revision", f.revision);
        line(out, "created", f.createdAt);
        line(out, "due", f.dueAt);
        line(out, "dedupe", f.dedupeKey);
        line(out, "kind", f.kind.name());
        line(out, "name", f.name);
        line(out, "origin", f.origin.name());
        line(out, "accepted", f.accepted);
        new TreeMap<>(f.attributes).forEach((name, value) -> line(out, "attribute." + name, value));
        if (f.replaces != null) {
            line(out, "replaces.id", f.replaces.id().value());
            line(out, "replaces.accepted", f.replaces.accepted());
        }
        if (f.blocked != null) {
            line(
                    out,
                    "blocked.reason",
                    f.foreignReason != null
                            ? f.foreignReason
                            : f.blocked.reason().name());
            line(out, "blocked.detail", f.blocked.detail());
            line(out, "blocked.since", Times.toMillis(f.blocked.since()));
        }
        if (f.binding != null) {
            line(out, "binding.location", f.binding.location());
            line(out, "binding.authority", f.binding.authority());
            line(out, "binding.identity", f.binding.identity());
        }
        line(out, "attempts", f.attempts);
        line(out, "failures", f.failures);
        line(out, "doubts", f.doubts);
        line(out, "swept", f.sweptAt);
        line(out, "problem", f.problem);
        if (f.video != null) {
            line(out, "video.codec", f.video.codec());
            line(out, "video.duration", f.video.length());
        }
        for (int i = 0; i < f.variants.size(); i++) {
            printVariant(out, "variant." + i, f.variants.get(i));
        }
        f.variants.forEach(v -> line(out, "unfinished." + v.variant(), f.unfinished.get(v.variant())));
        f.unknown.forEach(text -> out.append(text).append('\n'));
        return out.toString();
    }

    private static void printVariant(StringBuilder out, String at, VariantInfo v) {
        line(out, at, v.variant().name());
        line(out, at + ".type", v.contentType());
        line(out, at + ".extension", v.extension());
        line(out, at + ".size", v.size());
        line(out, at + ".width", v.width());
        line(out, at + ".height", v.height());
        line(out, at + ".sha256", v.sha256());
        line(out, at + ".key", v.key());
        line(out, at + ".cloud", v.inCloud());
        line(out, at + ".local", v.local());
    }

    private static void line(StringBuilder out, String name, @Nullable Object value) {
        if (value != null) {
            out.append(name).append(": ").append(escape(value.toString())).append('\n');
        }
    }

    static AvatarRecord.Editor parse(String document) {
        try {
            return new Lines(document).read();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
            throw new AvatarStoreException(
                    "a record's document cannot be read: " + e.getMessage()
                            + "; restore it from a backup, or update the library if a newer one wrote it",
                    e);
        }
    }

    private static String escape(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                out.append("\\\\");
            } else if (Character.isISOControl(c)) {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String unescape(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\') {
                out.append(c);
            } else if (value.startsWith("\\u", i)) {
                out.append((char) HexFormat.fromHexDigits(value, i + 2, i + 6));
                i += 5;
            } else {
                out.append('\\');
                i++;
            }
        }
        return out.toString();
    }

    /** The lines of one document; each is taken once, and what nobody takes is unknown. */
    private static final class Lines {
        private final Map<String, String> values = new LinkedHashMap<>();
        private final List<String> odd = new ArrayList<>();

        Lines(String document) {
            String[] lines = document.split("\n");
            if (!lines[0].equals(HEADER)) {
                throw new IllegalArgumentException("it does not begin with '" + HEADER + "'");
            }
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(": ");
                if (colon < 0
                        || values.putIfAbsent(lines[i].substring(0, colon), lines[i].substring(colon + 2)) != null) {
                    odd.add(lines[i]);
                }
            }
        }

        AvatarRecord.Editor read() {
            AvatarRecord.Editor f = new AvatarRecord.Editor(
                    AvatarId.of(text("id")),
                    OwnerId.of(text("owner")),
                    Instant.parse(text("created")),
                    Long.parseLong(text("revision")));
            take("state");
            f.goal = Goal.valueOf(text("goal"));
            f.dueAt = time("due");
            f.dedupeKey = take("dedupe");
            f.kind = MediaKind.valueOf(text("kind"));
            f.name = text("name");
            f.origin = Origin.valueOf(text("origin"));
            f.accepted = number("accepted");
            f.attributes = attributes();
            readReplaces(f);
            readBlocked(f);
            readBinding(f);
            f.attempts = number("attempts");
            f.failures = number("failures");
            f.doubts = number("doubts");
            f.sweptAt = time("swept");
            f.problem = text("problem");
            f.video = video();
            f.variants = variants();
            f.unfinished = unfinished(f.variants);
            f.unknown = rest();
            return f;
        }

        private void readReplaces(AvatarRecord.Editor f) {
            String id = take("replaces.id");
            if (id != null) {
                f.replaces = new Replaced(AvatarId.of(id), number("replaces.accepted"));
            }
        }

        private void readBlocked(AvatarRecord.Editor f) {
            String reason = take("blocked.reason");
            if (reason != null) {
                BlockedReason known = reason(reason);
                f.blocked = new Blocked(known, text("blocked.detail"), Instant.parse(text("blocked.since")));
                f.foreignReason = known == BlockedReason.OTHER ? reason : null;
            }
        }

        private static BlockedReason reason(String name) {
            for (BlockedReason reason : BlockedReason.values()) {
                if (reason.name().equals(name)) {
                    return reason;
                }
            }
            return BlockedReason.OTHER;
        }

        private void readBinding(AvatarRecord.Editor f) {
            String location = take("binding.location");
            if (location != null) {
                f.binding = new Binding(location, text("binding.authority"), text("binding.identity"));
            }
        }

        private Map<String, String> attributes() {
            Map<String, String> found = new LinkedHashMap<>();
            String prefix = "attribute.";
            for (String name : List.copyOf(values.keySet())) {
                if (name.startsWith(prefix)) {
                    found.put(name.substring(prefix.length()), text(name));
                }
            }
            return Map.copyOf(found);
        }

        @Nullable
        private VideoInfo video() {
            String codec = take("video.codec");
            String duration = take("video.duration");
            return codec == null ? null : new VideoInfo(duration == null ? null : Duration.parse(duration), codec);
        }

        private List<VariantInfo> variants() {
            List<VariantInfo> found = new ArrayList<>();
            for (String at = "variant.0"; values.containsKey(at); at = "variant." + found.size()) {
                found.add(new VariantInfo(
                        new Variant(text(at)),
                        text(at + ".type"),
                        text(at + ".extension"),
                        Long.parseLong(text(at + ".size")),
                        number(at + ".width"),
                        number(at + ".height"),
                        text(at + ".sha256"),
                        take(at + ".key"),
                        flag(at + ".cloud"),
                        flag(at + ".local")));
            }
            return List.copyOf(found);
        }

        private Map<Variant, String> unfinished(List<VariantInfo> variants) {
            Map<Variant, String> found = new HashMap<>();
            for (VariantInfo info : variants) {
                String remembered = take("unfinished." + info.variant());
                if (remembered != null) {
                    found.put(info.variant(), remembered);
                }
            }
            return Map.copyOf(found);
        }

        private List<String> rest() {
            List<String> lines = new ArrayList<>(odd);
            values.forEach((name, value) -> lines.add(name + ": " + value));
            return List.copyOf(lines);
        }

        @Nullable
        private String take(String name) {
            String value = values.remove(name);
            return value == null ? null : unescape(value);
        }

        private String text(String name) {
            String value = take(name);
            if (value == null) {
                throw new IllegalArgumentException("the line '" + name + "' is missing");
            }
            return value;
        }

        private int number(String name) {
            return Integer.parseInt(text(name));
        }

        private boolean flag(String name) {
            String value = text(name);
            if (!value.equals("true") && !value.equals("false")) {
                throw new IllegalArgumentException("the line '" + name + "' is neither true nor false");
            }
            return value.equals("true");
        }

        @Nullable
        private Instant time(String name) {
            String value = take(name);
            return value == null ? null : Instant.parse(value);
        }
    }
}

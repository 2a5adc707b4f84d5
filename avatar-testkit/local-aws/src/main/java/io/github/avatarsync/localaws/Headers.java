package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The header fields of one HTTP message: in order, as they came, names without regard to case. */
final class Headers {
    /** Fields that belong to one connection and are never handed on (RFC 9110, 7.6.1). */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "transfer-encoding", "proxy-connection", "te", "upgrade");

    private static final int MAX_FIELDS = 500;

    private record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();

    /** Reads up to and including the empty line. */
    static Headers read(InputStream in) throws IOException {
        Headers headers = new Headers();
        for (String line = Lines.require(in); !line.isEmpty(); line = Lines.require(in)) {
            int colon = line.indexOf(':');
            if (colon <= 0 || headers.fields.size() == MAX_FIELDS) {
                throw new IOException("not an HTTP header field, or too many of them");
            }
            headers.add(
                    line.substring(0, colon).trim(), line.substring(colon + 1).trim());
        }
        return headers;
    }

    Headers add(String name, String value) {
        fields.add(new Field(name, value));
        return this;
    }

    Headers set(String name, String value) {
        remove(name);
        return add(name, value);
    }

    void remove(String name) {
        fields.removeIf(field -> field.name.equalsIgnoreCase(name));
    }

    @Nullable
    String first(String name) {
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                return field.value;
            }
        }
        return null;
    }

    boolean has(String name) {
        return first(name) != null;
    }

    boolean hasToken(String name, String token) {
        String value = first(name);
        return value != null && value.toLowerCase(Locale.ROOT).contains(token);
    }

    Headers withoutHopByHop() {
        Headers copy = new Headers();
        for (Field field : fields) {
            if (!HOP_BY_HOP.contains(field.name.toLowerCase(Locale.ROOT))) {
                copy.fields.add(field);
            }
        }
        return copy;
    }

    void writeTo(StringBuilder out) {
        for (Field field : fields) {
            out.append(field.name).append(": ").append(field.value).append("\r\n");
        }
        out.append("\r\n");
    }
}

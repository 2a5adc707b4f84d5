package io.github.avatarsync.aws;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object into maps, lists, strings, doubles and booleans; nulls are left out. For the payload of a token, so nothing is written
 * and nesting is bounded.
 */
final class Json {
    private static final int MAX_DEPTH = 16;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Throws {@link IllegalArgumentException} without any part of the text in its message. */
    static Map<String, Object> object(String text) {
        Json json = new Json(text);
        json.expect('{');
        Map<String, Object> result = json.members(0);
        json.skipBlanks();
        if (json.at != text.length()) {
            throw json.broken();
        }
        return result;
    }

    private @Nullable Object value(int depth) {
        skipBlanks();
        if (depth > MAX_DEPTH || at == text.length()) {
            throw broken();
        }
        char first = text.charAt(at);
        if (first == '{' || first == '[' || first == '"') {
            at++;
            return first == '{' ? members(depth) : first == '[' ? elements(depth) : string();
        }
        return literal();
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (taken('}')) {
            return result;
        }
        do {
            expect('"');
            String name = string();
            expect(':');
            Object value = value(depth + 1);
            if (value != null) {
                result.put(name, value);
            }
        } while (taken(','));
        expect('}');
        return result;
    }

    private List<Object> elements(int depth) {
        List<Object> result = new ArrayList<>();
        if (taken(']')) {
            return result;
        }
        do {
            Object value = value(depth + 1);
            if (value != null) {
                result.add(value);
            }
        } while (taken(','));
        expect(']');
        return result;
    }

    private String string() {
        StringBuilder result = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return result.toString();
            }
            result.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = next();
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        if (c != 'u' || at + 4 > text.length()) {
            throw broken();
        }
        at += 4;
        try {
            return (char) Integer.parseInt(text, at - 4, at, 16);
        } catch (NumberFormatException e) {
            throw broken();
        }
    }

    private @Nullable Object literal() {
        int start = at;
        while (at < text.length() && "+-.eEtrufalsn0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "true", "false" -> Boolean.valueOf(word);
            case "null" -> null;
            default -> number(word);
        };
    }

    private Double number(String word) {
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            throw broken();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean taken(char wanted) {
        skipBlanks();
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char wanted) {
        if (!taken(wanted)) {
            throw broken();
        }
    }

    private char next() {
        if (at == text.length()) {
            throw broken();
        }
        return text.charAt(at++);
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException("not JSON at character " + at);
    }
}

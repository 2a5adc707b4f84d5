package io.github.avatarsync.aws;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The user metadata of an object, made safe for HTTP headers: percent-encoding of UTF-8.
 *
 * <p>Printable ASCII stays as it is; everything else, {@code %}, and blanks at an end or in a row become {@code %XX} for each UTF-8
 * byte, which every language's URI decoder reads. The whole stays within S3's 2 KB: the longest values are cut between characters;
 * {@code sha256} and {@code avatar-id} never need to be.
 */
final class ObjectMetadata {
    private static final int LIMIT = 2048;
    private static final int NAME_OVERHEAD = "x-amz-meta-".length();

    private ObjectMetadata() {}

    static Map<String, String> of(Map<String, String> metadata, String sha256) {
        TreeMap<String, String> result = new TreeMap<>();
        metadata.forEach((name, value) -> result.put(name.toLowerCase(Locale.ROOT), encoded(value)));
        result.put("sha256", sha256);
        int over = size(result) - LIMIT;
        while (over > 0 && result.size() > 1) {
            Map.Entry<String, String> longest = longest(result);
            String value = longest.getValue();
            String shorter = cut(value, value.length() - over);
            if (shorter.isEmpty()) {
                result.remove(longest.getKey());
            } else {
                longest.setValue(shorter);
            }
            over = size(result) - LIMIT;
        }
        return result;
    }

    private static Map.Entry<String, String> longest(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("sha256"))
                .max(Comparator.comparingInt(entry -> entry.getValue().length()))
                .orElseThrow();
    }

    private static int size(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .mapToInt(entry -> NAME_OVERHEAD
                        + entry.getKey().length()
                        + entry.getValue().length())
                .sum();
    }

    private static String encoded(String value) {
        StringBuilder result = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean blank = b == ' ' && result.length() > 0 && result.charAt(result.length() - 1) != ' ';
            boolean plain = b > ' ' && b < 0x7f && b != '%';
            if (blank || plain) {
                result.append((char) b);
            } else {
                result.append(String.format("%%%02X", b & 0xff));
            }
        }
        int end = result.length() - 1;
        if (end >= 0 && result.charAt(end) == ' ') {
            result.replace(end, end + 1, "%20");
        }
        return result.toString();
    }

    /** Cuts an encoded value to a length or a little less, not inside a character. */
    private static String cut(String encoded, int length) {
        int end = Math.max(0, length);
        while (end > 0 && !boundary(encoded, end)) {
            end--;
        }
        return encoded.substring(0, end).stripTrailing();
    }

    private static boolean boundary(String encoded, int end) {
        boolean insideEscape = encoded.charAt(end - 1) == '%' || (end > 1 && encoded.charAt(end - 2) == '%');
        return !insideEscape && !continues(encoded, end);
    }

    /** Whether a byte that continues a UTF-8 character begins here: 80 to BF. */
    private static boolean continues(String encoded, int at) {
        return at + 1 < encoded.length() && encoded.charAt(at) == '%' && "89AB".indexOf(encoded.charAt(at + 1)) >= 0;
    }
}

package io.github.avatarsync.localaws;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One condition of a statement: an operator, a key of the request, and the values of which one has to match. */
record Condition(boolean like, boolean negated, boolean ignoreCase, boolean ifExists, String key, List<String> values) {
    private static final String IF_EXISTS = "IfExists";
    private static final Set<String> KEYS =
            Set.of("s3:prefix", "s3:delimiter", "s3:max-keys", "s3:x-amz-acl", "s3:if-none-match");

    static Condition parse(String operator, String key, List<String> values) {
        boolean ifExists = operator.endsWith(IF_EXISTS);
        String name = ifExists ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
        Policy.require(KEYS.contains(key.toLowerCase(Locale.ROOT)), "unknown condition key " + key);
        Policy.require(
                Set.of("StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase")
                        .contains(name),
                "unknown condition operator " + operator);
        return new Condition(
                name.endsWith("Like"),
                name.contains("Not"),
                name.endsWith("IgnoreCase"),
                ifExists,
                key.toLowerCase(Locale.ROOT),
                values);
    }

    boolean holds(String identity, Map<String, String> context) {
        String actual = context.get(key);
        if (actual == null) {
            return ifExists || negated;
        }
        return values.stream().anyMatch(value -> isMatch(value, actual, identity)) != negated;
    }

    private boolean isMatch(String value, String actual, String identity) {
        int flags = ignoreCase ? Pattern.CASE_INSENSITIVE : 0;
        return PolicyVariables.pattern(value, identity, like, flags)
                .matcher(actual)
                .matches();
    }
}

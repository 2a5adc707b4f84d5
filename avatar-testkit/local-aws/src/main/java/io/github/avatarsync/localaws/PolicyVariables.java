package io.github.avatarsync.localaws;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Patterns of a policy: {@code *} is any text, slashes too, {@code ?} one character; what is put in for a variable is
 * literal text, never a wildcard.
 */
final class PolicyVariables {
    static final String SUB = "cognito-identity.amazonaws.com:sub";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Map<String, String> ESCAPES = Map.of("*", "*", "?", "?", "$", "$");

    private PolicyVariables() {}

    static void check(String pattern) {
        Matcher variable = VARIABLE.matcher(pattern);
        while (variable.find()) {
            String name = variable.group(1);
            Policy.require(name.equals(SUB) || ESCAPES.containsKey(name), "unknown variable " + variable.group());
        }
    }

    /** The pattern for one identity; without {@code wildcards} a star is a star. */
    static Pattern pattern(String pattern, String identity, boolean wildcards, int flags) {
        StringBuilder regex = new StringBuilder();
        Matcher variable = VARIABLE.matcher(pattern);
        int from = 0;
        while (variable.find()) {
            appendText(regex, pattern.substring(from, variable.start()), wildcards);
            regex.append(Pattern.quote(value(variable.group(1), identity)));
            from = variable.end();
        }
        appendText(regex, pattern.substring(from), wildcards);
        return Pattern.compile(regex.toString(), flags | Pattern.DOTALL);
    }

    private static String value(String name, String identity) {
        return ESCAPES.getOrDefault(name, identity);
    }

    private static void appendText(StringBuilder regex, String text, boolean wildcards) {
        for (int i = 0, literal = 0; i <= text.length(); i++) {
            boolean wildcard = i < text.length() && wildcards && (text.charAt(i) == '*' || text.charAt(i) == '?');
            if (wildcard || i == text.length()) {
                regex.append(Pattern.quote(text.substring(literal, i)));
                regex.append(!wildcard ? "" : text.charAt(i) == '*' ? ".*" : ".");
                literal = i + 1;
            }
        }
    }
}

package io.github.avatarsync.localaws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One statement of a policy document. */
record Statement(
        boolean allow,
        List<String> actions,
        boolean notActions,
        List<String> resources,
        boolean notResources,
        List<Condition> conditions) {
    private static final Set<String> FIELDS =
            Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");

    static Statement parse(JsonNode node) {
        node.propertyNames().forEach(name -> Policy.require(FIELDS.contains(name), "unknown element " + name));
        String effect = node.path("Effect").asString("");
        Policy.require(effect.equals("Allow") || effect.equals("Deny"), "Effect must be Allow or Deny");
        Policy.require(node.has("Action") != node.has("NotAction"), "one of Action and NotAction");
        Policy.require(node.has("Resource") != node.has("NotResource"), "one of Resource and NotResource");
        boolean notActions = node.has("NotAction");
        boolean notResources = node.has("NotResource");
        List<Condition> conditions = new ArrayList<>();
        node.path("Condition")
                .properties()
                .forEach(entry -> entry.getValue()
                        .properties()
                        .forEach(key ->
                                conditions.add(Condition.parse(entry.getKey(), key.getKey(), texts(key.getValue())))));
        return new Statement(
                effect.equals("Allow"),
                texts(node.get(notActions ? "NotAction" : "Action")),
                notActions,
                texts(node.get(notResources ? "NotResource" : "Resource")),
                notResources,
                List.copyOf(conditions));
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : node.isArray() ? node : List.of(node)) {
            PolicyVariables.check(text.asString());
            texts.add(text.asString());
        }
        return List.copyOf(texts);
    }

    boolean matches(String identity, String action, String resource, Map<String, String> context) {
        return actions.stream().anyMatch(a -> isMatch(a, action, identity, Pattern.CASE_INSENSITIVE)) != notActions
                && resources.stream().anyMatch(r -> isMatch(r, resource, identity, 0)) != notResources
                && conditions.stream().allMatch(condition -> condition.holds(identity, context));
    }

    private static boolean isMatch(String pattern, String text, String identity, int flags) {
        return PolicyVariables.pattern(pattern, identity, true, flags)
                .matcher(text)
                .matches();
    }
}

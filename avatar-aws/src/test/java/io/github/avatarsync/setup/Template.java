package io.github.avatarsync.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The CloudFormation template, with its short functions ({@code !Ref}) as maps of one entry ({@code Ref: …}). */
final class Template {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final Map<?, ?> root;

    private Template(Map<?, ?> root) {
        this.root = root;
    }

    static Template parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Template(new Yaml(new Functions(options)).load(text));
    }

    Map<?, ?> section(String name) {
        return (Map<?, ?>) root.get(name);
    }

    Map<?, ?> resource(String name) {
        return (Map<?, ?>) section("Resources").get(name);
    }

    Object property(String resource, Object... path) {
        Object at = resource(resource).get("Properties");
        for (Object step : path) {
            at = step instanceof Integer i ? ((List<?>) at).get(i) : ((Map<?, ?>) at).get(step);
        }
        return at;
    }

    /** What CloudFormation makes of a value, with these parameters in its texts. */
    static Object resolved(Object value, Map<String, String> parameters) {
        if (value instanceof List<?> list) {
            return list.stream().map(each -> resolved(each, parameters)).collect(Collectors.toList());
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.containsKey("Fn::Sub")) {
            return substituted(String.valueOf(map.get("Fn::Sub")), parameters);
        }
        Map<Object, Object> result = new LinkedHashMap<>();
        map.forEach((name, each) -> result.put(name, resolved(each, parameters)));
        return result;
    }

    private static String substituted(String text, Map<String, String> parameters) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            String name = found.group(2);
            // ${!name} is how a template says ${name} to somebody else.
            String value = found.group(1).isEmpty() ? parameters.get(name) : "${" + name + "}";
            if (value == null) {
                throw new AssertionError("no parameter " + name);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Everything that a {@code !Ref}, {@code !GetAtt}, {@code !Sub} or {@code Condition} names. */
    static void names(Object value, java.util.Set<String> into) {
        if (value instanceof List<?> list) {
            list.forEach(each -> names(each, into));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> {
                if (name.equals("Ref") || name.equals("Fn::GetAtt")) {
                    into.add(String.valueOf(each).split("\\.")[0]);
                } else if (name.equals("Fn::Sub")) {
                    VARIABLE.matcher(String.valueOf(each))
                            .results()
                            .filter(found -> found.group(1).isEmpty())
                            .forEach(found -> into.add(found.group(2).split("\\.")[0]));
                } else {
                    names(each, into);
                }
            });
        }
    }

    private static final class Functions extends SafeConstructor {
        Functions(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    String name = node.getTag().getValue().substring(1);
                    return Map.of(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, value(node));
                }
            });
        }

        private Object value(Node node) {
            return node instanceof ScalarNode scalar
                    ? scalar.getValue()
                    : node instanceof SequenceNode sequence
                            ? constructSequence(sequence)
                            : constructMapping((MappingNode) node);
        }
    }
}

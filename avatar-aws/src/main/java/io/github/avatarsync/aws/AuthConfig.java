package io.github.avatarsync.aws;

import io.github.avatarsync.AvatarException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The section {@code COGNITO} of an application's {@code auth_config.yml}, as text.
 *
 * <p>The file is only parsed, never turned into objects: whatever tags other sections have, nothing is constructed. The YAML
 * library is an optional dependency: without it this class does not load.
 */
final class AuthConfig {
    static final String SECTION = "COGNITO";

    private AuthConfig() {}

    /** The section's entries by name; empty if there is no such section. No value is in any message. */
    static Map<String, String> read(Path file) {
        String name = String.valueOf(file.getFileName());
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return section(compose(text), name);
        } catch (IOException e) {
            // The message of a decoder or of the file system names no content.
            throw new AvatarException(name + " cannot be read: " + e.getClass().getSimpleName(), e);
        } catch (MarkedYAMLException e) {
            // The library's own message quotes the line, which may hold a secret: neither it nor the cause is kept.
            throw new AvatarException(name + " is not YAML" + where(e), null);
        } catch (YAMLException e) {
            throw new AvatarException(name + " is not YAML", null);
        }
    }

    private static Node compose(Reader text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options)).compose(text);
    }

    private static Map<String, String> section(Node root, String name) {
        Map<String, String> entries = new LinkedHashMap<>();
        if (!(root instanceof MappingNode file)) {
            return entries;
        }
        for (NodeTuple tuple : file.getValue()) {
            if (SECTION.equals(text(tuple.getKeyNode()))) {
                if (!(tuple.getValueNode() instanceof MappingNode section)) {
                    throw new AvatarException(SECTION + " in " + name + " is not a mapping of names to values", null);
                }
                section.getValue().forEach(entry -> put(entries, entry, name));
            }
        }
        return entries;
    }

    private static void put(Map<String, String> entries, NodeTuple entry, String file) {
        String name = text(entry.getKeyNode());
        if (!(entry.getValueNode() instanceof ScalarNode value)) {
            throw new AvatarException(SECTION + "." + name + " in " + file + " is not one value", null);
        }
        boolean nothing = value.getTag().equals(Tag.NULL);
        if (!nothing && entries.put(name, value.getValue()) != null) {
            throw new AvatarException(SECTION + "." + name + " stands twice in " + file, null);
        }
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static String where(MarkedYAMLException e) {
        return e.getProblemMark() == null
                ? ""
                : " at line " + (e.getProblemMark().getLine() + 1);
    }
}

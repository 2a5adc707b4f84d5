package io.github.avatarsync.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.BlockedReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Java in the README and in the guides is compiled source. The line before a block says whose:
 *
 * <pre>{@code <!-- path/to/Source.java tag -->}</pre>
 *
 * <p>and the source has it between {@code // tag::tag[]} and {@code // end::tag[]}.
 */
class DocumentationTest {
    private static final Path PROJECT = Path.of("../..");

    private static final Pattern JAVA = Pattern.compile(
            "(?:<!-- (?<file>\\S+\\.java) (?<tag>\\S+) -->\n)?```java\n(?<code>.*?)```", Pattern.DOTALL);

    static List<Path> pages() throws IOException {
        try (Stream<Path> guides = Files.list(PROJECT.resolve("docs"))) {
            Stream<Path> markdown =
                    guides.filter(file -> file.toString().endsWith(".md")).sorted();
            return Stream.concat(Stream.of(PROJECT.resolve("README.md")), markdown)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsTheLinesThatCompile(Path page) throws IOException {
        for (MatchResult block : JAVA.matcher(Files.readString(page)).results().toList()) {
            String file = block.group(1);
            assertNotNull(file, page + " has Java without a source:\n" + block.group(3));

            assertEquals(region(PROJECT.resolve(file), block.group(2)), block.group(3), page + " shows other lines");
        }
    }

    @ParameterizedTest
    @EnumSource(BlockedReason.class)
    void theGuideToOperationsHasEveryReason(BlockedReason reason) throws IOException {
        String guide = Files.readString(PROJECT.resolve("docs/operations.md"));

        assertTrue(guide.contains("`" + reason + "`"), reason + " is missing");
    }

    private static String region(Path file, String tag) throws IOException {
        String source = Files.readString(file);
        int begin = source.indexOf("// tag::" + tag + "[]");
        int end = source.indexOf("// end::" + tag + "[]");
        assertTrue(begin >= 0 && begin < end, file + " has no region " + tag);

        String lines = source.substring(source.indexOf('\n', begin) + 1, source.lastIndexOf('\n', end));
        return lines.stripTrailing().stripIndent() + "\n";
    }
}

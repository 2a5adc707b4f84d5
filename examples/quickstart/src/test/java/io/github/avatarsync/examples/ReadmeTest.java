package io.github.avatarsync.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {
    @ParameterizedTest
    @CsvSource({
        "embed, examples/quickstart/src/main/java/io/github/avatarsync/examples/Embedding.java",
        "testing, avatar-testkit/src/test/java/io/github/avatarsync/testkit/ProfilePageTest.java"
    })
    void theReadmeShowsTheLinesThatCompile(String tag, String file) throws IOException {
        Path project = Path.of("../..");
        String source = Files.readString(project.resolve(file));
        int begin = source.indexOf('\n', source.indexOf("// tag::" + tag + "[]")) + 1;
        String compiled = source.substring(begin, source.indexOf("    // end::" + tag + "[]"))
                        .stripTrailing()
                        .stripIndent()
                + "\n";

        String readme = Files.readString(project.resolve("README.md"));

        assertTrue(
                readme.contains("```java\n" + compiled + "```"),
                "README.md shows other lines than " + file + ":\n" + compiled);
    }
}

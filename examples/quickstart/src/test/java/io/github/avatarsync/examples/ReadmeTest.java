package io.github.avatarsync.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theEmbeddingExampleOfTheReadmeIsTheOneThatCompiles() throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/github/avatarsync/examples/Embedding.java"));
        int begin = source.indexOf('\n', source.indexOf("// tag::embed[]")) + 1;
        String compiled = source.substring(begin, source.indexOf("    // end::embed[]"))
                        .stripTrailing()
                        .stripIndent()
                + "\n";

        String readme = Files.readString(Path.of("../../README.md"));
        assertTrue(
                readme.contains("```java\n" + compiled + "```"),
                "README.md shows other lines than Embedding.java:\n" + compiled);
    }
}

package io.github.avatarsync.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of examples/aws-setup, as they are. */
final class SetupFiles {
    /** What the bucket is called in role-policy.json. */
    static final String BUCKET = "my-avatars";

    private static final Path DIRECTORY = Path.of("../examples/aws-setup");

    private SetupFiles() {}

    static String read(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

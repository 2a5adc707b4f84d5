package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.aws.AvatarDoctor;
import io.github.avatarsync.localaws.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor as a program: what it prints, and how it ends. */
class DoctorProgramTest {
    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    private static int run(Map<String, String> environment, List<?> arguments, StringBuilder out) throws IOException {
        try (AppProcess doctor = AppProcess.start(AvatarDoctor.class, environment, arguments)) {
            Stream.generate(doctor::line)
                    .takeWhile(Optional::isPresent)
                    .forEach(line -> out.append(line.orElseThrow()).append('\n'));
            return doctor.exitCode();
        }
    }

    @Test
    void itPrintsAndEndsWithZeroForWhoIsWell(@TempDir Path directory) throws IOException {
        Map<String, String> environment = aws.environment();
        Path config = Files.writeString(directory.resolve("auth_config.yml"), """
                COGNITO:
                  USER_POOL_ID: %s
                  IDENTITY_POOL_ID: %s
                  CLIENT_ID: %s
                """.formatted(
                        aws.userPoolId(), aws.identityPoolId(), aws.clientId()));
        environment.remove("AVATAR_COGNITO_USER_POOL_ID");
        environment.remove("AVATAR_COGNITO_IDENTITY_POOL_ID");
        environment.put("AVATAR_ID_TOKEN", aws.idToken("anna"));
        StringBuilder out = new StringBuilder();

        assertEquals(0, run(environment, List.of(config), out), out::toString);

        assertTrue(out.toString().endsWith("HEALTHY\n"), out::toString);
    }

    @Test
    void itEndsWithOneForWhoIsNot() throws IOException {
        Map<String, String> environment = aws.environment();
        StringBuilder out = new StringBuilder();

        assertEquals(1, run(environment, List.of(), out), out::toString);

        assertTrue(out.toString().endsWith("FAILED: ID token\n"), out::toString);
        assertFalse(out.toString().contains("Exception"), out::toString);
    }
}

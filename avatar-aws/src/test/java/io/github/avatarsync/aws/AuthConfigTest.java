package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthConfigTest {
    private static final String POOL = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";

    private static final String COMPLETE = """
            # An existing file: other sections are none of our business.
            credentials: !ruby/object:Secret {password: "very secret"}
            COGNITO:
              USER_POOL_ID: eu-west-1_AbCdEf
              CLIENT_ID: 7abcdef0123456789
              IDENTITY_POOL_ID: "eu-west-1:01234567-89ab-cdef-0123-456789abcdef"
              REGION: eu-west-1
              DOMAIN: auth.example.com
            """;

    private static final Map<String, String> BUCKET =
            Map.of("AVATAR_CLOUD_BUCKET", "my-avatars", "AVATAR_CLOUD_REGION", "eu-west-1");

    private Path file;

    @BeforeEach
    void file(@TempDir Path directory) {
        file = directory.resolve("auth_config.yml");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(file, text);
    }

    private String problem(Map<String, String> variables, String text) throws IOException {
        Path config = written(text);
        return assertThrows(AvatarException.class, () -> AwsSettings.from(variables, config))
                .getMessage();
    }

    @Test
    void theSectionCompletesTheVariables() throws IOException {
        AwsSettings settings = AwsSettings.from(BUCKET, written(COMPLETE)).orElseThrow();

        assertTrue(settings.usesCognito());
        assertEquals(Optional.of("7abcdef0123456789"), settings.cognitoClientId());
        assertEquals(Optional.of("auth.example.com"), settings.cognitoDomain());
        try (CognitoCredentialsSource credentials = settings.cognito((owner, fresh) -> Optional.empty())) {
            assertEquals("CognitoCredentialsSource[" + POOL + "]", credentials.toString());
        }
    }

    @Test
    void variablesTakePrecedence() throws IOException {
        Map<String, String> variables = new HashMap<>(BUCKET);
        variables.put("AVATAR_COGNITO_CLIENT_ID", "fromTheEnvironment");

        AwsSettings settings = AwsSettings.from(variables, written(COMPLETE)).orElseThrow();

        assertEquals(Optional.of("fromTheEnvironment"), settings.cognitoClientId());
        assertEquals(Optional.of("auth.example.com"), settings.cognitoDomain());
    }

    @Test
    void withoutAnyVariableAvatarsStayLocalWhateverTheFileSays() throws IOException {
        assertEquals(Optional.empty(), AwsSettings.from(Map.of(), written(COMPLETE)));
        assertEquals(Optional.empty(), AwsSettings.from(Map.of(), Path.of("nowhere", "auth_config.yml")));
    }

    @Test
    void allProblemsAreNamedWhereTheyStandAndNoValueIs() throws IOException {
        String message = problem(Map.of("AVATAR_CLOUD_REGION", "Mordor"), """
                COGNITO:
                  CLIENT_ID: "white space"
                  IDENTITY_POOL_ID: Isengard
                  REGION: Rohan
                  DOMAIN: "https://user:pass@host"
                """);

        for (String part : List.of(
                "AVATAR_CLOUD_BUCKET is not set",
                "AVATAR_CLOUD_REGION is not",
                "COGNITO.IDENTITY_POOL_ID in auth_config.yml is set, but COGNITO.USER_POOL_ID in auth_config.yml is not",
                "COGNITO.IDENTITY_POOL_ID in auth_config.yml is not an identity pool id",
                "COGNITO.CLIENT_ID in auth_config.yml is not",
                "COGNITO.REGION in auth_config.yml is not",
                "COGNITO.DOMAIN in auth_config.yml is not")) {
            assertTrue(message.contains(part), () -> part + " in: " + message);
        }
        for (String value : List.of("Mordor", "white space", "Isengard", "Rohan", "pass")) {
            assertFalse(message.contains(value), value);
        }
    }

    @Test
    void aFileThatCannotBeReadIsOneProblemAmongTheOthers() throws IOException {
        String message = assertThrows(
                        AvatarException.class,
                        () -> AwsSettings.from(Map.of("AVATAR_CLOUD_BUCKET", "b-1"), Path.of("nowhere/config.yml")))
                .getMessage();

        assertTrue(message.contains("config.yml cannot be read"), message);
        assertTrue(message.contains("AVATAR_CLOUD_REGION is not set"), message);
    }

    @Test
    void brokenYamlIsNamedWithItsLineAndNothingOfItsContent() throws IOException {
        Path config = written("COGNITO:\n  REGION: {\n  password: hunter2");

        AvatarException e = assertThrows(AvatarException.class, () -> AwsSettings.from(BUCKET, config));

        assertTrue(e.getMessage().contains("auth_config.yml is not YAML at line 3"), e.getMessage());
        for (Throwable at = e; at != null; at = at.getCause()) {
            assertFalse(at.toString().contains("hunter2"), at.toString());
        }
    }

    @Test
    void aFileWithoutTheSectionOrWithAnotherFormIsSaid() throws IOException {
        assertTrue(problem(BUCKET, "OTHER: 1").contains("auth_config.yml has no section COGNITO"));
        assertTrue(problem(BUCKET, "").contains("auth_config.yml has no section COGNITO"));
        assertTrue(problem(BUCKET, "COGNITO: yes").contains("COGNITO in auth_config.yml is not a mapping"));
        assertTrue(
                problem(BUCKET, "COGNITO: {REGION: [a, b]}").contains("COGNITO.REGION in auth_config.yml is not one"));
        assertTrue(problem(BUCKET, "COGNITO: {REGION: a, REGION: b}").contains("COGNITO.REGION stands twice"));
    }

    @Test
    void withoutTheYamlLibraryTheErrorNamesIt() throws Exception {
        Path config = written(COMPLETE);
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (!entry.contains("snakeyaml")) {
                classPath.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader without =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method from = without.loadClass(AwsSettings.class.getName()).getMethod("from", Map.class, Path.class);

            Throwable e = assertThrows(InvocationTargetException.class, () -> from.invoke(null, BUCKET, config))
                    .getCause();

            assertEquals(AvatarException.class.getName(), e.getClass().getName());
            assertTrue(e.getMessage().contains("needs the library org.yaml:snakeyaml"), e.getMessage());
        }
    }
}

package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the library says of the way of an avatar, in the order in which people look for it. */
class LogTest {
    @TempDir
    Path directory;

    private static List<String> lines(AppProcess app) {
        return Stream.generate(app::line)
                .takeWhile(Optional::isPresent)
                .map(Optional::get)
                .toList();
    }

    @Test
    void theLogTellsTheWayOfAnAvatarAndTheRemedyOfABlockedOne() throws IOException {
        try (LocalAws aws = LocalAws.start()) {
            aws.fault(When.nth(3).on(Operation.PUT_OBJECT), Effect.accessDenied());
            try (AppProcess app = AppProcess.start(LoggingApp.class, aws, "ann", directory, "info")) {
                String folder = "avatars/" + aws.identityOf("ann") + "/images/";
                assertInOrder(
                        lines(app),
                        "avatars are synced to ",
                        "accepted: IMAGE",
                        "sync begins",
                        "owner ann has credentials of cognito",
                        "with credentials of cognito",
                        "uploaded " + folder,
                        "synced",
                        "is blocked: ACCESS_DENIED",
                        BlockedReason.ACCESS_DENIED.remedy());
            }
        }
    }

    @Test
    void noSecretIsEverInIt() throws IOException {
        try (LocalAws aws = LocalAws.start()) {
            aws.fault(When.nth(2).on(Operation.PUT_OBJECT), Effect.accessDenied());
            aws.fault(When.nth(1).on(Operation.PUT_OBJECT), Effect.expiredToken());
            try (AppProcess app = AppProcess.start(LoggingApp.class, aws, "ann", directory, "trace")) {
                String log = String.join("\n", lines(app));

                List<String> secrets = Files.readAllLines(directory.resolve("secrets"));
                assertTrue(secrets.size() > 4, "two sessions and a token were in use");
                assertTrue(log.contains("DEBUG"), log);
                for (String secret : secrets) {
                    assertFalse(log.contains(secret), "a token, secret or key id is in the log");
                }
                assertFalse(log.contains("X-Amz-Signature"), log);
            }
        }
    }

    @Test
    void nothingConfiguredMeansLocalOnlyAndIsSaidOnce() throws IOException {
        try (AppProcess app = AppProcess.start(LoggingApp.class, Map.of(), List.of("ann", directory, "info"))) {
            List<String> log = lines(app);

            assertEquals(
                    1,
                    log.stream().filter(line -> line.contains("this machine")).count(),
                    String.join("\n", log));
            assertInOrder(log, "no cloud is configured", "accepted: IMAGE");
        }
    }

    /** Each text is in the line where the one before was, or in a later one. */
    private static void assertInOrder(List<String> lines, String... texts) {
        int from = 0;
        for (String text : texts) {
            int at = from;
            while (at < lines.size() && !lines.get(at).contains(text)) {
                at++;
            }
            assertTrue(at < lines.size(), "'" + text + "' is missing in\n" + String.join("\n", lines));
            from = at;
        }
    }
}

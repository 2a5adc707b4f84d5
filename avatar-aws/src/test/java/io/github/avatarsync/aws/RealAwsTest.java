package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * An account of AWS, as {@code examples/aws-setup} makes it: with {@code AVATAR_TEST_AWS=true}, the settings in the environment, and
 * an ID token in {@code AVATAR_ID_TOKEN}. It leaves nothing behind but the second sweep of two deletes. Skipped without.
 */
@EnabledIfEnvironmentVariable(named = "AVATAR_TEST_AWS", matches = "true")
class RealAwsTest {
    private final AwsSettings settings = AwsSettings.fromEnvironment().orElseThrow();
    private final String token = System.getenv("AVATAR_ID_TOKEN");
    private final OwnerId owner = OwnerId.of(IdTokenClaims.of(token).subject());
    private final IdTokenSource tokens = (asked, fresh) -> Optional.of(new IdToken(owner, token));

    @Test
    void theDoctorFindsNothing() {
        DoctorReport report = AvatarDoctor.examine(settings, owner, tokens);

        assertTrue(report.healthy(), report::toString);
    }

    @Test
    void anAvatarGoesTheWholeWay(@TempDir Path directory) throws Exception {
        AvatarSync.Builder builder = AvatarSync.builder().directory(directory).background(false);
        settings.connect(builder, tokens);
        try (AvatarSync sync = builder.open()) {
            new WholeWay(sync, owner).go();
        }
    }
}

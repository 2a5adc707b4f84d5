package io.github.avatarsync.aws;

import static io.github.avatarsync.aws.Clinic.assertNames;
import static io.github.avatarsync.aws.Clinic.assertOk;

import io.github.avatarsync.aws.CdnServer.Page;
import io.github.avatarsync.aws.DoctorReport.Check;
import io.github.avatarsync.localaws.LocalAws;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A CDN in front of the bucket that does its work, and some that do not. */
class AvatarDoctorCdnTest {
    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    private static DoctorReport examine(Function<String, Optional<Page>> pages) {
        try (CdnServer cdn = new CdnServer(pages)) {
            return new Clinic(aws).with("AVATAR_CLOUD_CDN_DOMAIN", cdn.domain()).examine();
        }
    }

    @Test
    void servesWhatIsInTheBucket() {
        DoctorReport report = examine(key -> Optional.of(new Page(200, aws.bytes(key))));

        assertOk(report, Check.CDN, Check.DELETE);
    }

    @ParameterizedTest
    @CsvSource({
        "403, origin access control",
        "404, without an origin path",
        "301, regional domain name",
        "502, error log"
    })
    void refuses(int status, String words) {
        assertNames(examine(key -> Optional.of(new Page(status, new byte[0]))), Check.CDN, words);
    }

    @Test
    void servesAPageOfItsOwn() {
        byte[] page = "<html>Welcome</html>".getBytes(StandardCharsets.UTF_8);

        assertNames(examine(key -> Optional.of(new Page(200, page))), Check.CDN, "something else");
    }

    @Test
    void hangsUp() {
        assertNames(examine(key -> Optional.empty()), Check.CDN, "nobody answers");
    }
}

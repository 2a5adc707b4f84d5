package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.DoctorReport.Check;
import io.github.avatarsync.aws.DoctorReport.Finding;
import io.github.avatarsync.aws.DoctorReport.Verdict;
import io.github.avatarsync.localaws.LocalAws;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A patient at a {@link LocalAws} with one thing wrong, and what the doctor has to say about it. */
final class Clinic {
    static final OwnerId ANNA = OwnerId.of("anna");

    private static final Pattern KEY_ID = Pattern.compile("(AKIA|ASIA)[A-Z2-7]{16}");
    /** Keys, tokens and signatures have such runs; names, ids and addresses do not. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9+=]{45,}");

    private final LocalAws aws;
    private final Map<String, String> environment;
    private ServerChecks.Resolver dns = host -> {};

    Clinic(LocalAws aws) {
        this.aws = aws;
        environment = new HashMap<>(aws.environment());
    }

    Clinic with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Clinic dns(ServerChecks.Resolver resolver) {
        dns = resolver;
        return this;
    }

    DoctorReport examine() {
        return examine(aws.idToken("anna"));
    }

    DoctorReport examine(String jwt) {
        DoctorReport report = examine((owner, fresh) -> Optional.of(new IdToken(owner, jwt)));
        for (String part : jwt.split("\\.")) {
            assertFalse(part.length() > 20 && report.toString().contains(part.substring(0, 20)), report::toString);
        }
        return report;
    }

    DoctorReport examine(IdTokenSource tokens) {
        DoctorReport report = doctor().ofUser(AwsSettings.from(environment).orElseThrow(), ANNA, tokens);
        assertNoSecret(report.toString());
        assertEquals(Check.values().length, report.findings().size());
        return report;
    }

    AvatarDoctor doctor() {
        return new AvatarDoctor(Clock.systemUTC(), dns);
    }

    static void assertNoSecret(String text) {
        assertFalse(KEY_ID.matcher(text).find(), text);
        assertFalse(text.contains("eyJ") || text.contains("X-Amz-"), text);
        assertFalse(SECRET.matcher(text).find(), text);
    }

    /** Exactly this check failed, it has a remedy, and it says this. */
    static void assertNames(DoctorReport report, Check check, String words) {
        assertEquals(Set.of(check), report.failed(), report::toString);
        Finding finding = report.finding(check);
        assertNotNull(finding.remedy());
        assertEquals(true, (finding.seen() + " " + finding.remedy()).contains(words), () -> words + " in: " + finding);
    }

    static void assertSkipped(DoctorReport report, Check... checks) {
        for (Check check : checks) {
            assertEquals(Verdict.SKIPPED, report.finding(check).verdict(), report::toString);
        }
    }

    static void assertOk(DoctorReport report, Check... checks) {
        for (Check check : checks) {
            assertEquals(Verdict.OK, report.finding(check).verdict(), report::toString);
        }
    }
}

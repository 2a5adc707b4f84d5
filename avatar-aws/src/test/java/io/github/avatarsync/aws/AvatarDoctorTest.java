package io.github.avatarsync.aws;

import static io.github.avatarsync.aws.Clinic.ANNA;
import static io.github.avatarsync.aws.Clinic.assertNames;
import static io.github.avatarsync.aws.Clinic.assertOk;
import static io.github.avatarsync.aws.Clinic.assertSkipped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.aws.DoctorReport.Check;
import io.github.avatarsync.aws.DoctorReport.Verdict;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.TokenFlaw;
import io.github.avatarsync.localaws.When;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One planted fault each, and that the doctor names that one and no other. */
class AvatarDoctorTest {
    private static final Check[] FOLDER = {Check.PUT, Check.GET, Check.CDN, Check.DELETE, Check.FOREIGN_FOLDER};

    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        aws.clearFaults();
        aws.goOnline();
        assertEquals(Map.of(), aws.objects());
    }

    private static Clinic clinic() {
        return new Clinic(aws);
    }

    @Test
    void whoIsWellHearsSo() {
        DoctorReport report = clinic().examine();

        assertEquals(Set.of(), report.failed(), report::toString);
        assertSkipped(report, Check.CDN);
        assertEquals(
                14,
                report.findings().stream()
                        .filter(f -> f.verdict() == Verdict.OK)
                        .count(),
                report::toString);
        assertTrue(report.healthy());
        assertTrue(report.toString().endsWith("HEALTHY"), report.toString());
    }

    @Test
    void wrongIdentityPool() {
        DoctorReport report = clinic().with(
                        "AVATAR_COGNITO_IDENTITY_POOL_ID", "eu-central-1:99999999-0000-4000-8000-000000000001")
                .examine();

        assertNames(report, Check.IDENTITY_POOL, "correct the identity pool id");
        assertSkipped(report, Check.ROLE);
        assertSkipped(report, FOLDER);
        assertOk(report, Check.BUCKET, Check.REGION, Check.TOKEN, Check.ISSUER);
    }

    @Test
    void wrongUserPool() {
        DoctorReport report = clinic().with("AVATAR_COGNITO_USER_POOL_ID", "eu-central-1_Another")
                .examine();

        assertNames(report, Check.ISSUER, "eu-central-1_Another");
        assertTrue(report.finding(Check.ISSUER).seen().contains(aws.userPoolId()));
        assertSkipped(report, Check.IDENTITY_POOL, Check.ROLE);
    }

    @Test
    void tokenOfAStranger() {
        assertNames(clinic().examine(aws.idToken("anna", TokenFlaw.WRONG_ISSUER)), Check.ISSUER, "issuer.invalid");
    }

    @Test
    void tokenOfAnotherClient() {
        DoctorReport report = clinic().with("AVATAR_COGNITO_CLIENT_ID", aws.clientId())
                .examine(aws.idToken("anna", TokenFlaw.WRONG_AUDIENCE));

        assertNames(report, Check.ISSUER, "another application client");
    }

    @Test
    void clientThatTheIdentityPoolDoesNotKnow() {
        DoctorReport report = clinic().examine(aws.idToken("anna", TokenFlaw.WRONG_AUDIENCE));

        assertNames(report, Check.IDENTITY_POOL, "identity pool's providers");
    }

    @Test
    void tokenWithAForgedSignature() {
        DoctorReport report = clinic().examine(aws.idToken("anna", TokenFlaw.BAD_SIGNATURE));

        assertNames(report, Check.IDENTITY_POOL, "signature");
    }

    @Test
    void expiredToken() {
        DoctorReport report = clinic().examine(aws.idToken("anna", Duration.ofMinutes(-90)));

        assertNames(report, Check.TOKEN, "expired 90 min ago");
        assertSkipped(report, Check.ISSUER, Check.IDENTITY_POOL, Check.ROLE);
        assertOk(report, Check.BUCKET, Check.REGION);
    }

    @Test
    void anExpiredTokenIsNoFaultIfThereIsAFreshOne() {
        AtomicInteger asked = new AtomicInteger();
        DoctorReport report = clinic().examine((owner, fresh) -> {
            asked.incrementAndGet();
            return Optional.of(new IdToken(owner, aws.idToken("anna", Duration.ofMinutes(fresh ? 60 : -60))));
        });

        assertTrue(report.healthy(), report::toString);
        assertEquals(2, asked.get());
    }

    @Test
    void noToken() {
        DoctorReport report = clinic().examine((owner, fresh) -> Optional.empty());

        assertNames(report, Check.TOKEN, "nobody is signed in");
        assertSkipped(report, FOLDER);
    }

    @Test
    void tokenOfSomebodyElse() {
        DoctorReport report =
                clinic().examine((owner, fresh) -> Optional.of(new IdToken(OwnerId.of("bob"), aws.idToken("bob"))));

        assertNames(report, Check.TOKEN, "the token of bob");
    }

    @Test
    void accessToken() {
        assertNames(clinic().examine(aws.idToken("anna", TokenFlaw.ACCESS_TOKEN)), Check.TOKEN, "access token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "what-is-this", "a.b.c", "e30.e30.e30"})
    void notAToken(String jwt) {
        assertNames(clinic().examine(jwt), Check.TOKEN, "no token");
    }

    @Test
    void tokenSourceThatFails() {
        DoctorReport report = clinic().examine((owner, fresh) -> {
            throw new IllegalStateException("eyJhbGciOiJIUzI1NiJ9");
        });

        assertNames(report, Check.TOKEN, "IllegalStateException");
    }

    @Test
    void identityPoolWithoutRole() {
        aws.fault(
                When.every().on(Operation.GET_CREDENTIALS),
                Effect.refuse(400, "InvalidIdentityPoolConfigurationException"));

        DoctorReport report = clinic().examine();

        assertNames(report, Check.ROLE, "role for authenticated users");
        assertSkipped(report, FOLDER);
    }

    @Test
    void wrongBucket() {
        DoctorReport report =
                clinic().with("AVATAR_CLOUD_BUCKET", "other-avatars").examine();

        assertNames(report, Check.BUCKET, "AVATAR_CLOUD_BUCKET");
        assertOk(report, Check.ROLE);
        assertSkipped(report, FOLDER);
    }

    @Test
    void wrongRegion() {
        DoctorReport report = clinic().with("AVATAR_CLOUD_REGION", "us-west-2").examine();

        assertNames(report, Check.REGION, "the bucket is in eu-central-1, the settings say us-west-2");
        assertSkipped(report, FOLDER);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, -3})
    void wrongClock(long hours) {
        Clock right = Clock.offset(Clock.systemUTC(), Duration.ofHours(hours).plusMinutes(1));
        try (LocalAws elsewhere =
                LocalAws.builder().clock(right).checkSigningTime(true).start()) {
            DoctorReport report = new Clinic(elsewhere).examine();

            assertNames(report, Check.CLOCK, hours > 0 ? "3 h behind" : "2 h ahead of");
            assertOk(report, Check.TOKEN, Check.PUT, Check.GET, Check.DELETE);
        }
    }

    @Test
    void unreachableEndpoint() {
        SilentServer closed = new SilentServer(() -> {});
        closed.close();

        DoctorReport report =
                clinic().with("AVATAR_CLOUD_ENDPOINT", closed.uri().toString()).examine();

        assertNames(report, Check.CONNECTION, "nobody answers");
        assertSkipped(report, Check.CLOCK, Check.BUCKET, Check.REGION);
        assertSkipped(report, FOLDER);
        assertOk(report, Check.IDENTITY_POOL, Check.ROLE);
    }

    @Test
    void unreachableCognito() {
        SilentServer closed = new SilentServer(() -> {});
        closed.close();

        DoctorReport report = clinic().with(
                        "AVATAR_COGNITO_ENDPOINT", closed.uri().toString())
                .examine();

        assertNames(report, Check.IDENTITY_POOL, "check network and proxy");
    }

    @Test
    void nameThatNobodyKnows() {
        DoctorReport report = clinic().dns(host -> {
                    throw new UnknownHostException(host);
                })
                .examine();

        assertEquals(Set.of(Check.DNS), report.failed(), report::toString);
        assertSkipped(report, Check.CONNECTION, Check.CLOCK, Check.BUCKET, Check.REGION);
        assertSkipped(report, FOLDER);
    }

    @Test
    void captivePortal() {
        aws.fault(When.every(), Effect.captivePortal());

        DoctorReport report = clinic().examine();

        assertEquals(Set.of(Check.CONNECTION, Check.IDENTITY_POOL), report.failed(), report::toString);
        assertTrue(report.finding(Check.CONNECTION).seen().contains("is not S3"));
        assertTrue(report.finding(Check.CONNECTION).remedy().contains("sign in to the network"));
    }

    private static DoctorReport ofService(Map<String, String> environment) {
        return clinic().doctor().examine(environment, Optional.empty());
    }

    @Test
    void aServiceWithItsKeysIsWell() {
        DoctorReport report = ofService(aws.serviceEnvironment());

        assertTrue(report.healthy(), report::toString);
        assertSkipped(report, Check.TOKEN, Check.ISSUER, Check.IDENTITY_POOL, Check.FOREIGN_FOLDER);
        assertOk(report, Check.ROLE, Check.PUT, Check.GET, Check.DELETE);
        assertFalse(report.toString().contains(aws.serviceAccessKeyId()));
        assertFalse(report.toString().contains(aws.serviceSecretKey()));
    }

    @Test
    void aServiceWithAWrongSecret() {
        Map<String, String> environment = new HashMap<>(aws.serviceEnvironment());
        environment.put("AVATAR_CLOUD_SECRET_KEY", "another/secret");

        DoctorReport report = ofService(environment);

        assertNames(report, Check.PUT, "check the keys");
        assertFalse(report.toString().contains("another/secret"));
        assertFalse(report.toString().contains(aws.serviceAccessKeyId()));
    }

    @Test
    void aServiceWithoutCredentials() {
        AwsSettings settings = AwsSettings.from(aws.serviceEnvironment()).orElseThrow();
        ServiceCredentialsSource none = ServiceCredentialsSource.of(
                () -> {
                    throw new IllegalStateException("no role here");
                },
                OwnerId::value);

        DoctorReport report = clinic().doctor().ofService(settings, ANNA, none);

        assertNames(report, Check.ROLE, "AVATAR_CLOUD_ACCESS_KEY");
        assertSkipped(report, FOLDER);
    }

    @Test
    void noSettings() {
        DoctorReport report = clinic().doctor().examine(Map.of(), Optional.empty());

        assertNames(report, Check.SETTINGS, "AVATAR_CLOUD_BUCKET");
        assertEquals(
                14,
                report.findings().stream()
                        .filter(f -> f.verdict() == Verdict.SKIPPED)
                        .count());
    }

    @Test
    void wrongSettings() {
        Map<String, String> environment = new HashMap<>(aws.environment());
        environment.put("AVATAR_CLOUD_REGION", "Mordor");

        DoctorReport report = clinic().doctor().examine(environment, Optional.empty());

        assertNames(report, Check.SETTINGS, "AVATAR_CLOUD_REGION is not a region");
        assertFalse(report.toString().contains("Mordor"));
    }

    @Test
    void theProgramTakesATokenFromTheEnvironment() {
        Map<String, String> environment = new HashMap<>(aws.environment());
        assertNames(clinic().doctor().examine(environment, Optional.empty()), Check.TOKEN, "AVATAR_ID_TOKEN");

        environment.put("AVATAR_ID_TOKEN", aws.idToken("anna") + "\n");

        assertEquals(
                Set.of(),
                clinic().doctor().examine(environment, Optional.empty()).failed());
    }

    @Test
    void whatIsPublicExaminesToo() {
        AwsSettings settings = AwsSettings.from(aws.environment()).orElseThrow();

        DoctorReport user = AvatarDoctor.examine(
                settings, ANNA, (owner, fresh) -> Optional.of(new IdToken(owner, aws.idToken("anna"))));
        DoctorReport service = AvatarDoctor.examine(settings, ANNA, Services.of(aws));

        assertEquals(List.of(Set.of(), Set.of()), List.of(user.failed(), service.failed()));
    }

    @Test
    void tokenSourceThatIsOffline() {
        DoctorReport report = clinic().examine((owner, fresh) -> {
            throw new CredentialsException(CredentialsException.Kind.OFFLINE, "the user pool is out of reach", null);
        });

        assertNames(report, Check.TOKEN, "CredentialsException");
    }
}

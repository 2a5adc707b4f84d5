package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.localaws.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class OrderedCredentialsSourceTest {
    private static final OwnerId ANNA = OwnerId.of("anna");

    private static LocalAws aws;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Host host;
    private Path pins;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @BeforeEach
    void newHost(@TempDir Path directory) {
        host = new Host(aws);
        pins = directory.resolve("pins");
    }

    @AfterEach
    void closeAll() throws Exception {
        aws.goOnline();
        for (AutoCloseable source : open) {
            source.close();
        }
    }

    private OrderedCredentialsSource source() {
        return source(host, Services.of(aws));
    }

    private OrderedCredentialsSource source(IdTokenSource tokens, ServiceCredentialsSource service) {
        OrderedCredentialsSource source = CognitoCredentialsSource.builder(
                        aws.identityPoolId(), aws.userPoolId(), aws.region(), tokens)
                .endpoint(aws.cognitoEndpoint())
                .remember(pins)
                .build()
                .orElse(service);
        open.add(source);
        return source;
    }

    private static String authority(OrderedCredentialsSource source) {
        return source.session(ANNA, null).authority();
    }

    private static Kind failure(OrderedCredentialsSource source) {
        return assertThrows(CredentialsException.class, () -> source.session(ANNA, null))
                .kind();
    }

    @Test
    void whoHasATokenAtFirstIsCognitosForEver() {
        host.signIn("anna");
        assertEquals("cognito:" + aws.identityPoolId(), authority(source()));

        host.signOut(ANNA);

        assertEquals(Kind.SIGNED_OUT, failure(source()), "after a restart too");
    }

    @Test
    void whoHasNoTokenAtFirstIsTheServicesForEver() {
        OrderedCredentialsSource source = source();
        assertEquals("service", authority(source));

        host.signIn("anna");

        assertEquals("service", authority(source));
        assertEquals("service", authority(source()), "after a restart too");
        assertEquals("user-anna", source.session(ANNA, null).identity());
    }

    @Test
    void aCognitoThatCannotBeReachedDecidesNothing() {
        host.signIn("anna");
        OrderedCredentialsSource source = source();
        aws.goOffline();
        assertEquals(Kind.OFFLINE, failure(source));

        aws.goOnline();

        assertEquals("cognito:" + aws.identityPoolId(), authority(source));
    }

    @Test
    void aRefusedTokenAndSomebodyElsesDecideNothing() throws IOException {
        host.signIn("anna");
        host.revoke(ANNA);
        assertEquals(Kind.REFUSED, failure(source()));

        host.switchUser(host.signIn("bob"));
        assertEquals(Kind.SIGNED_OUT, failure(source()));

        assertFalse(Files.exists(pins) && Files.readString(pins).contains("anna"), "no decision is written");
    }

    @Test
    void aHostThatSaysSignedOutByAnErrorHasNoToken() {
        IdTokenSource throwing = (owner, fresh) -> {
            throw new CredentialsException(Kind.SIGNED_OUT, "nobody is here", null);
        };

        assertEquals("service", authority(source(throwing, Services.of(aws))));
    }

    @Test
    void aHostWhoseTokensFailDecidesNothing() {
        IdTokenSource failing = (owner, fresh) -> {
            throw new IllegalStateException("the database is down");
        };

        assertEquals(Kind.TRANSIENT, failure(source(failing, Services.of(aws))));
        assertFalse(Files.exists(pins));
    }

    @Test
    void theFirstOfTwoProcessesDecides() {
        OrderedCredentialsSource here = source();
        OrderedCredentialsSource[] there = new OrderedCredentialsSource[1];
        // Between the look at the pins and the answer about the token, the other process decides for the service.
        IdTokenSource late = (owner, fresh) -> {
            host.signOut(ANNA);
            assertEquals("service", authority(here));
            host.signIn("anna");
            return host.idToken(owner, fresh);
        };
        there[0] = source(late, Services.of(aws));

        assertEquals("service", authority(there[0]));
    }

    @Test
    void cognitoDecidedFirstInAnotherProcess() {
        OrderedCredentialsSource here = source();
        IdTokenSource slow = (owner, fresh) -> Optional.empty();
        ServiceCredentialsSource service = serviceThat(owner -> {
            host.signIn("anna");
            assertEquals("cognito:" + aws.identityPoolId(), authority(here));
            return "user-" + owner.value();
        });

        assertEquals(Kind.SIGNED_OUT, failure(source(slow, service)), "pinned to Cognito, and no token here");
    }

    @Test
    void aFolderThatChangesAndOneOfAnotherOwnerAreRefused() {
        assertEquals("service", authority(source()));
        CredentialsException moved = assertThrows(
                CredentialsException.class,
                () -> source(host, serviceThat(owner -> "elsewhere")).session(ANNA, null));
        assertEquals(Kind.SETUP, moved.kind());
        assertTrue(moved.getMessage().contains("user-anna"), moved.getMessage());

        CredentialsException taken = assertThrows(
                CredentialsException.class,
                () -> source(host, serviceThat(owner -> "user-anna")).session(OwnerId.of("bob"), null));
        assertEquals(Kind.REFUSED, taken.kind());
    }

    @Test
    void aFolderWithATabOrALineEndIsRefused() {
        for (String folder : List.of("a\tb", "a\nb")) {
            assertEquals(Kind.SETUP, failure(source(host, serviceThat(owner -> folder))));
        }
        assertFalse(Files.exists(pins));
    }

    @Test
    void withoutTheServiceItsOwnersAreNamed() {
        assertEquals("service", authority(source()));
        host.signIn("anna");
        try (CognitoCredentialsSource alone = host.credentials().remember(pins).build()) {
            CredentialsException e = assertThrows(CredentialsException.class, () -> alone.session(ANNA, null));

            assertEquals(Kind.SETUP, e.kind());
            assertTrue(e.getMessage().contains("orElse"), e.getMessage());
        }
    }

    @Test
    void aDecisionThatWouldNotOutliveTheProcessIsNotMade() {
        try (CognitoCredentialsSource forgetful = host.credentials().build()) {
            assertThrows(IllegalStateException.class, () -> forgetful.orElse(Services.of(aws)));
        }
    }

    @Test
    void theSettingsMakeOne() {
        AwsSettings settings = AwsSettings.from(aws.environment()).orElseThrow();
        try (OrderedCredentialsSource source = settings.cognitoOrService(host, OwnerId::value, pins)) {
            host.signIn("anna");
            assertEquals(aws.identityOf("anna"), source.session(ANNA, null).identity());
        }
    }

    private static ServiceCredentialsSource serviceThat(Function<OwnerId, String> folder) {
        return ServiceCredentialsSource.of(
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(aws.serviceAccessKeyId(), aws.serviceSecretKey())),
                folder);
    }
}

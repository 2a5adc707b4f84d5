package io.github.avatarsync.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.CognitoIdentityException;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdResponse;
import software.amazon.awssdk.services.cognitoidentity.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentity.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentity.model.ResourceNotFoundException;

class IdentityPoolTest {
    private static final Instant NOW = Instant.parse("2031-02-03T04:05:06Z");

    private static LocalAws aws;
    private static CognitoIdentityClient cognito;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder()
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .credentialLife(Duration.ofMinutes(20))
                .start();
        cognito = SignedIn.cognito(aws);
    }

    @AfterAll
    static void stop() {
        cognito.close();
        aws.close();
    }

    private static Map<String, String> login(String token) {
        return Map.of(aws.loginProvider(), token);
    }

    private static GetIdResponse getId(String token) {
        return cognito.getId(r -> r.identityPoolId(aws.identityPoolId()).logins(login(token)));
    }

    private static GetCredentialsForIdentityResponse credentials(String identity, String token) {
        return cognito.getCredentialsForIdentity(r -> r.identityId(identity).logins(login(token)));
    }

    @Test
    void aUserHasOneIdentityForEver() {
        String identity = getId(aws.idToken("alice")).identityId();
        assertEquals(identity, getId(aws.idToken("alice")).identityId());
        assertEquals(identity, aws.identityOf("alice"));
        assertNotEquals(identity, getId(aws.idToken("bob")).identityId());
        assertTrue(identity.matches("eu-central-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), identity);
        try (LocalAws another = LocalAws.start()) {
            assertEquals(identity, another.identityOf("alice"));
        }
        try (LocalAws another =
                LocalAws.builder().identityPool("eu-central-1:other").start()) {
            assertNotEquals(identity, another.identityOf("alice"));
        }
    }

    @Test
    void credentialsLiveAsLongAsSetByTheClock() {
        GetCredentialsForIdentityResponse issued = credentials(aws.identityOf("alice"), aws.idToken("alice"));
        assertEquals(aws.identityOf("alice"), issued.identityId());
        assertEquals(NOW.plus(Duration.ofMinutes(20)), issued.credentials().expiration());
        assertTrue(issued.credentials().accessKeyId().startsWith("ASIA"));
    }

    @Test
    void answersCarryTheDateOfTheClock() {
        String date = getId(aws.idToken("alice"))
                .sdkHttpResponse()
                .firstMatchingHeader("Date")
                .orElseThrow();
        assertEquals("Mon, 03 Feb 2031 04:05:06 GMT", date);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void tokenWithAFlawIsRefused(TokenFlaw flaw) {
        String token = aws.idToken("alice", flaw);
        assertThrows(NotAuthorizedException.class, () -> getId(token));
        assertThrows(NotAuthorizedException.class, () -> credentials(aws.identityOf("alice"), token));
    }

    @Test
    void tokenWithoutASignatureIsRefused() {
        String token = aws.idToken("alice");
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
        assertThrows(NotAuthorizedException.class, () -> getId(unsigned));
        assertThrows(NotAuthorizedException.class, () -> getId("not a token"));
    }

    @Test
    void expiredTokenSaysSo() {
        NotAuthorizedException e =
                assertThrows(NotAuthorizedException.class, () -> getId(aws.idToken("alice", Duration.ofSeconds(-1))));
        assertTrue(e.awsErrorDetails().errorMessage().contains("Token expired"), e.getMessage());
        getId(aws.idToken("alice", Duration.ofSeconds(1)));
    }

    @Test
    void tokenGivesNoCredentialsForAnotherIdentity() {
        String bob = aws.identityOf("bob");
        assertThrows(NotAuthorizedException.class, () -> credentials(bob, aws.idToken("alice")));
    }

    @Test
    void unknownPoolAndIdentityAreNotFound() {
        Map<String, String> logins = login(aws.idToken("alice"));
        assertThrows(
                ResourceNotFoundException.class,
                () -> cognito.getId(r -> r.identityPoolId("eu-central-1:none").logins(logins)));
        assertThrows(ResourceNotFoundException.class, () -> credentials("eu-central-1:nobody", aws.idToken("alice")));
    }

    @Test
    void nobodyIsLetInWithoutALogin() {
        assertThrows(NotAuthorizedException.class, () -> cognito.getId(r -> r.identityPoolId(aws.identityPoolId())));
        Map<String, String> foreign = Map.of("accounts.google.com", aws.idToken("alice"));
        assertThrows(
                NotAuthorizedException.class,
                () -> cognito.getId(r -> r.identityPoolId(aws.identityPoolId()).logins(foreign)));
    }

    @Test
    void missingParameterIsInvalid() {
        assertThrows(InvalidParameterException.class, () -> cognito.getId(r -> r.logins(login(aws.idToken("alice")))));
    }

    @Test
    void otherOperationsAreUnknown() {
        CognitoIdentityException e = assertThrows(
                CognitoIdentityException.class,
                () -> cognito.getOpenIdToken(r -> r.identityId(aws.identityOf("alice"))));
        assertEquals("UnknownOperationException", e.awsErrorDetails().errorCode());
    }

    @Test
    void everyRequestIsCountedWithItsIdentity() {
        aws.clearRequests();
        credentials(aws.identityOf("carol"), aws.idToken("carol"));
        getId(aws.idToken("carol"));
        assertThrows(NotAuthorizedException.class, () -> getId(aws.idToken("carol", TokenFlaw.EXPIRED)));
        assertEquals(2, aws.count(Operation.GET_ID));
        assertEquals(1, aws.count(Operation.GET_CREDENTIALS));
        assertEquals(aws.identityOf("carol"), aws.requests().get(0).identity());
        assertEquals(aws.identityOf("carol"), aws.requests().get(1).identity());
        assertEquals("NotAuthorizedException", aws.requests().get(2).error());
    }
}

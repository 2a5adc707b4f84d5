package io.github.avatarsync.localaws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The user pool: RS256 ID tokens for whoever is named, and the check of those that come back. */
final class IdTokens {
    private static final String KEY_ID = "local-aws";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys = newKeys();
    private final KeyPair foreignKeys = newKeys();
    private final String provider;
    private final String clientId;
    private final Clock clock;

    IdTokens(String region, String userPoolId, String clientId, Clock clock) {
        provider = "cognito-idp." + region + ".amazonaws.com/" + userPoolId;
        this.clientId = clientId;
        this.clock = clock;
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no RSA", e);
        }
    }

    /** The name under which the identity pool knows this user pool: the key of Logins. */
    String provider() {
        return provider;
    }

    /** The same for the same user for ever. */
    String sub(String user) {
        return UUID.nameUUIDFromBytes((provider + "/" + user).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    String issue(String user, Duration life, TokenFlaw flaw) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", sub(user));
        claims.put("iss", flaw == TokenFlaw.WRONG_ISSUER ? "https://issuer.invalid/pool" : "https://" + provider);
        claims.put("aud", flaw == TokenFlaw.WRONG_AUDIENCE ? "another-client" : clientId);
        claims.put("token_use", flaw == TokenFlaw.ACCESS_TOKEN ? "access" : "id");
        claims.put("cognito:username", user);
        claims.put("email", user + "@example.com");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("auth_time", now.getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put(
                "exp",
                now.plus(flaw == TokenFlaw.EXPIRED ? life.negated() : life).getEpochSecond());
        return sign(claims, flaw == TokenFlaw.BAD_SIGNATURE ? foreignKeys : keys);
    }

    private static String sign(Map<String, Object> claims, KeyPair with) {
        String text = encode(Map.of("alg", "RS256", "kid", KEY_ID, "typ", "JWT")) + "." + encode(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(with.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + ENCODER.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot sign with RSA", e);
        }
    }

    private static String encode(Map<String, Object> json) {
        return ENCODER.encodeToString(JsonMapper.shared().writeValueAsBytes(json));
    }

    /** The sub of a token that holds; every other one is refused as Cognito refuses it. */
    String verify(String token) {
        String[] parts = token.split("\\.", -1);
        JsonNode header = parts.length == 3 ? decode(parts[0]) : null;
        if (header == null || !header.path("alg").asString("").equals("RS256")) {
            throw invalid("Not a valid OpenId Connect identity token.");
        }
        if (!isSigned(parts, keys.getPublic())) {
            throw invalid("Token signature invalid.");
        }
        JsonNode claims = decode(parts[1]);
        if (!claims.path("iss").asString("").equals("https://" + provider)) {
            throw invalid("Issuer doesn't match providerName");
        }
        if (!claims.path("aud").asString("").equals(clientId)) {
            throw invalid("Incorrect token audience.");
        }
        if (!claims.path("token_use").asString("").equals("id")) {
            throw invalid("Token is not an id token.");
        }
        long now = clock.instant().getEpochSecond();
        long end = claims.path("exp").asLong(0);
        if (now >= end) {
            throw invalid("Token expired: " + end + " >= " + now);
        }
        return claims.path("sub").asString("");
    }

    private static boolean isSigned(String[] parts, PublicKey by) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(by);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static JsonNode decode(String part) {
        try {
            return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(part));
        } catch (JacksonException | IllegalArgumentException e) {
            throw invalid("Not a valid OpenId Connect identity token.");
        }
    }

    private static Refusal invalid(String why) {
        return new Refusal(400, "NotAuthorizedException", "Invalid login token. " + why);
    }
}

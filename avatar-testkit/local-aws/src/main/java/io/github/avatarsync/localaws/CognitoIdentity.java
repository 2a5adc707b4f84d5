package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Cognito identity service of one identity pool, without unauthenticated identities. */
final class CognitoIdentity {
    private static final String JSON = "application/x-amz-json-1.1";

    private final String region;
    private final String identityPoolId;
    private final IdTokens tokens;
    private final Sessions sessions;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    CognitoIdentity(String region, String identityPoolId, IdTokens tokens, Sessions sessions) {
        this.region = region;
        this.identityPoolId = identityPoolId;
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** The same for the same pool, provider and sub for ever, in another process too. */
    String identityOfSub(String sub) {
        String login = identityPoolId + "|" + tokens.provider() + "|" + sub;
        String identity = region + ":" + UUID.nameUUIDFromBytes(login.getBytes(StandardCharsets.UTF_8));
        known.add(identity);
        return identity;
    }

    Answer answer(Operation operation, byte[] body) {
        JsonNode request = parse(body);
        return switch (operation) {
            case GET_ID -> json(Map.of("IdentityId", getId(request)));
            case GET_CREDENTIALS -> json(credentials(request));
            default -> throw new Refusal(400, "UnknownOperationException", "");
        };
    }

    /** The identity that a request is about, for the record; null where its login does not hold. */
    @Nullable
    String identity(byte[] body) {
        try {
            JsonNode request = parse(body);
            String named = request.path("IdentityId").asString("");
            return named.isEmpty() ? identityOfLogin(request) : named;
        } catch (Refusal e) {
            return null;
        }
    }

    static Answer error(Refusal refusal) {
        boolean internal = refusal.code().equals("InternalError");
        String code = internal ? "InternalErrorException" : refusal.code();
        Map<String, String> body = Map.of("__type", code, "message", String.valueOf(refusal.getMessage()));
        return json(refusal.status(), body).with("x-amzn-ErrorType", code + ":");
    }

    private String getId(JsonNode request) {
        String pool = text(request, "IdentityPoolId", "identityPoolId");
        if (!pool.equals(identityPoolId)) {
            throw new Refusal(400, "ResourceNotFoundException", "IdentityPool '" + pool + "' not found.");
        }
        return identityOfLogin(request);
    }

    private Map<String, Object> credentials(JsonNode request) {
        String identity = text(request, "IdentityId", "identityId");
        String login = identityOfLogin(request);
        if (!identity.equals(login)) {
            throw known.contains(identity)
                    ? new Refusal(400, "NotAuthorizedException", "Access to Identity '" + identity + "' is forbidden.")
                    : new Refusal(400, "ResourceNotFoundException", "Identity '" + identity + "' not found.");
        }
        Session session = sessions.issue(identity);
        Map<String, Object> credentials = Map.of(
                "AccessKeyId", session.accessKeyId(),
                "SecretKey", session.secretKey(),
                "SessionToken", String.valueOf(session.token()),
                "Expiration",
                        session.expiresAt() == null ? 0 : session.expiresAt().getEpochSecond());
        return Map.of("IdentityId", identity, "Credentials", credentials);
    }

    private String identityOfLogin(JsonNode request) {
        JsonNode logins = request.path("Logins");
        if (logins.isEmpty()) {
            throw new Refusal(
                    400, "NotAuthorizedException", "Unauthenticated access is not supported for this identity pool.");
        }
        JsonNode token = logins.get(tokens.provider());
        if (token == null || logins.size() > 1) {
            throw new Refusal(
                    400, "NotAuthorizedException", "Token is not from a supported provider of this identity pool.");
        }
        return identityOfSub(tokens.verify(token.asString("")));
    }

    private static String text(JsonNode request, String member, String name) {
        String value = request.path(member).asString("");
        if (value.isEmpty()) {
            throw new Refusal(400, "InvalidParameterException", "Value at '" + name + "' must not be null.");
        }
        return value;
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode request = JsonMapper.shared().readTree(body);
            if (request.isObject()) {
                return request;
            }
        } catch (JacksonException e) {
            // Falls through to the refusal, which is the same for anything that is not an object.
        }
        throw new Refusal(400, "SerializationException", "The request is not a JSON object.");
    }

    private static Answer json(Map<String, ?> body) {
        return json(200, body);
    }

    private static Answer json(int status, Map<String, ?> body) {
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
        Headers headers = new Headers().add("Content-Type", JSON);
        return new Answer(status, headers, new ByteArrayInputStream(bytes), bytes.length);
    }
}

package io.github.avatarsync.localaws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The IAM policy document of the role that every identity gets: an action is allowed where one statement allows it and
 * none denies it. Understood are Effect, Action, NotAction, Resource, NotResource and Condition with the string
 * operators; a document that says more is refused when it is read, because half a policy protects nothing.
 */
final class Policy {
    private static final Set<String> FIELDS = Set.of("Version", "Id", "Statement");

    private final List<Statement> statements;

    private Policy(List<Statement> statements) {
        this.statements = statements;
    }

    static Policy parse(String document) {
        try {
            JsonNode root = JsonMapper.shared().readTree(document);
            root.propertyNames().forEach(name -> require(FIELDS.contains(name), "unknown element " + name));
            JsonNode statement = root.get("Statement");
            require(statement != null, "no Statement");
            List<Statement> statements = new ArrayList<>();
            for (JsonNode node : statement.isArray() ? statement : List.of(statement)) {
                statements.add(Statement.parse(node));
            }
            return new Policy(List.copyOf(statements));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The role policy is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException("The role policy is not supported: " + problem);
        }
    }

    /** Folders of their own for the identities, and what is shared to read. */
    static String ownFolders(String bucket, String prefix) {
        return """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow",
                   "Action": ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload",
                              "s3:ListMultipartUploadParts"],
                   "Resource": "arn:aws:s3:::%1$s/%2$s${cognito-identity.amazonaws.com:sub}/*"},
                  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%1$s/%2$sshared/*"},
                  {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::%1$s",
                   "Condition": {"StringLike": {"s3:prefix": "%2$sshared/*"}}}]}
                """.formatted(bucket, prefix);
    }

    boolean allows(String identity, String action, String resource, Map<String, String> context) {
        boolean allowed = false;
        for (Statement statement : statements) {
            if (statement.matches(identity, action, resource, context)) {
                if (!statement.allow()) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }
}

package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What S3 decides before it looks at any byte: whose request this is and whether the role allows it. */
final class Authorization {
    private record Right(String action, String resource) {}

    private static final Duration MOST_SKEW = Duration.ofMinutes(15);
    private static final DateTimeFormatter SIGNING_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Sessions sessions;
    private final Policy policy;
    private final String bucket;
    private final String region;

    @Nullable
    private final Clock signingClock;

    /** {@code signingClock} is what the time of a signature is compared with; null: it is not. */
    Authorization(Sessions sessions, Policy policy, String bucket, String region, @Nullable Clock signingClock) {
        this.sessions = sessions;
        this.policy = policy;
        this.bucket = bucket;
        this.region = region;
        this.signingClock = signingClock;
    }

    @Nullable
    String identity(Call call) {
        Session session = sessions.find(accessKeyId(call));
        return session == null ? null : session.identity();
    }

    /** The session of a request that may go on; {@code deletedKeys} are those of a DELETE_OBJECTS. */
    Session require(Call call, List<String> deletedKeys) {
        if (call.bucket() != null && !call.bucket().equals(bucket)) {
            throw new Refusal(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        checkRegion(call);
        checkSigningTime(call);
        Session session = sessions.require(accessKeyId(call), token(call));
        if (call.operation() == Operation.OTHER) {
            throw new Refusal(501, "NotImplemented", "This operation, parameter or key is not supported here.");
        }
        for (Right right : rights(call, deletedKeys)) {
            if (!isAllowed(session, right, context(call))) {
                throw denied();
            }
        }
        return session;
    }

    private void checkRegion(Call call) {
        String[] scope = scope(call);
        if (scope.length > 2 && !scope[2].equals(region)) {
            throw new Refusal(
                    400,
                    "AuthorizationHeaderMalformed",
                    "The authorization header is malformed; the region '" + scope[2] + "' is wrong; expecting '"
                            + region + "'");
        }
    }

    private void checkSigningTime(Call call) {
        String header = call.head().headers().first("x-amz-date");
        String time = header != null ? header : call.query().get("X-Amz-Date");
        if (signingClock == null || time == null) {
            return;
        }
        Duration off = Duration.between(SIGNING_TIME.parse(time, Instant::from), signingClock.instant());
        if (off.abs().compareTo(MOST_SKEW) > 0) {
            throw new Refusal(
                    403,
                    "RequestTimeTooSkewed",
                    "The difference between the request time and the current time is too large.");
        }
    }

    /** S3 tells a session that may not list no difference between a missing and a forbidden object. */
    boolean mayKnowThatMissing(Session session) {
        return isAllowed(session, new Right("s3:ListBucket", "arn:aws:s3:::" + bucket), Map.of());
    }

    static Refusal denied() {
        return new Refusal(403, "AccessDenied", "Access Denied");
    }

    private boolean isAllowed(Session session, Right right, Map<String, String> context) {
        String identity = session.identity();
        if (identity == null) {
            String arn = "arn:aws:s3:::" + bucket;
            return right.resource.equals(arn) || right.resource.startsWith(arn + "/") || right.resource.equals("*");
        }
        return policy.allows(identity, right.action, right.resource, context);
    }

    private static List<Right> rights(Call call, List<String> deletedKeys) {
        String arn = "arn:aws:s3:::" + call.bucket();
        String object = arn + "/" + call.key();
        List<Right> rights = new ArrayList<>();
        switch (call.operation()) {
            case PUT_OBJECT, CREATE_MULTIPART_UPLOAD, UPLOAD_PART, COMPLETE_MULTIPART_UPLOAD ->
                rights.add(new Right("s3:PutObject", object));
            case COPY_OBJECT, UPLOAD_PART_COPY -> {
                rights.add(new Right("s3:GetObject", "arn:aws:s3:::" + call.copySource()));
                rights.add(new Right("s3:PutObject", object));
            }
            case GET_OBJECT, HEAD_OBJECT -> rights.add(new Right("s3:GetObject", object));
            case GET_OBJECT_ATTRIBUTES -> {
                rights.add(new Right("s3:GetObject", object));
                rights.add(new Right("s3:GetObjectAttributes", object));
            }
            case DELETE_OBJECT -> rights.add(new Right("s3:DeleteObject", object));
            case DELETE_OBJECTS ->
                deletedKeys.forEach(key -> rights.add(new Right("s3:DeleteObject", arn + "/" + key)));
            case ABORT_MULTIPART_UPLOAD -> rights.add(new Right("s3:AbortMultipartUpload", object));
            case LIST_PARTS -> rights.add(new Right("s3:ListMultipartUploadParts", object));
            case LIST_MULTIPART_UPLOADS -> rights.add(new Right("s3:ListBucketMultipartUploads", arn));
            case LIST_OBJECTS, HEAD_BUCKET -> rights.add(new Right("s3:ListBucket", arn));
            case GET_BUCKET_LOCATION -> rights.add(new Right("s3:GetBucketLocation", arn));
            case LIST_BUCKETS -> rights.add(new Right("s3:ListAllMyBuckets", "*"));
            default -> throw denied();
        }
        String acl = call.head().headers().first("x-amz-acl");
        if (acl != null && !acl.equals("private")) {
            rights.add(new Right("s3:PutObjectAcl", object));
        }
        return rights;
    }

    private static Map<String, String> context(Call call) {
        Map<String, String> context = new HashMap<>();
        boolean lists = call.operation() == Operation.LIST_OBJECTS;
        put(context, "s3:prefix", lists ? call.query().getOrDefault("prefix", "") : null);
        put(context, "s3:delimiter", lists ? call.query().get("delimiter") : null);
        put(context, "s3:max-keys", lists ? call.query().get("max-keys") : null);
        put(context, "s3:x-amz-acl", call.head().headers().first("x-amz-acl"));
        put(context, "s3:if-none-match", call.head().headers().first("If-None-Match"));
        return context;
    }

    private static void put(Map<String, String> context, String key, @Nullable String value) {
        if (value != null) {
            context.put(key, value);
        }
    }

    @Nullable
    private static String accessKeyId(Call call) {
        String[] scope = scope(call);
        return scope.length == 0 ? null : scope[0];
    }

    /** Access key id, day, region, service, {@code aws4_request}; empty for who is anonymous. */
    private static String[] scope(Call call) {
        String header = call.head().headers().first("Authorization");
        String credential = call.query().get("X-Amz-Credential");
        if (header != null && header.startsWith("AWS4-HMAC-SHA256")) {
            int start = header.indexOf("Credential=");
            credential = start < 0 ? null : header.substring(start + "Credential=".length());
        }
        return credential == null ? new String[0] : credential.split(",", 2)[0].split("/");
    }

    @Nullable
    private static String token(Call call) {
        String header = call.head().headers().first("x-amz-security-token");
        return header != null ? header : call.query().get("X-Amz-Security-Token");
    }
}

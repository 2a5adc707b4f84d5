package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One request as the front understands it: the operation, and the bucket and key that it names. */
record Call(
        RequestHead head,
        Operation operation,
        @Nullable String bucket,
        @Nullable String key,
        Map<String, String> query) {
    private static final String COGNITO = "AWSCognitoIdentityService.";

    /** The only parameters that are let through; S3Proxy must never see a subresource the policy did not judge. */
    private static final Set<String> KNOWN = Set.of(
            "x-id",
            "list-type",
            "prefix",
            "delimiter",
            "continuation-token",
            "start-after",
            "max-keys",
            "marker",
            "encoding-type",
            "fetch-owner",
            "uploads",
            "key-marker",
            "upload-id-marker",
            "max-uploads",
            "delete",
            "location",
            "uploadId",
            "partNumber",
            "part-number-marker",
            "max-parts",
            "attributes");

    static Call of(RequestHead head) {
        if (isCognito(head)) {
            return new Call(head, cognitoOperation(head), null, null, Map.of());
        }
        try {
            return ofS3(head);
        } catch (IllegalArgumentException e) {
            return new Call(head, Operation.OTHER, null, null, Map.of());
        }
    }

    private static Call ofS3(RequestHead head) {
        String[] path = head.path().split("/", 3);
        String bucket = RequestHead.decode(path[1]);
        String key = path.length == 3 ? RequestHead.decode(path[2]) : "";
        Map<String, String> query = head.query();
        boolean known = query.keySet().stream().allMatch(Call::isKnown) && isStorable(key);
        Operation operation = known ? s3Operation(head, bucket, key, query) : Operation.OTHER;
        return new Call(head, operation, emptyToNull(bucket), emptyToNull(key), query);
    }

    boolean isCognito() {
        return isCognito(head);
    }

    /** The key a copy reads from as bucket and key, or null where nothing is copied. */
    @Nullable
    String copySource() {
        String source = head.headers().first("x-amz-copy-source");
        if (source == null) {
            return null;
        }
        String decoded = decodeSource(source);
        String name = decoded.startsWith("/") ? decoded.substring(1) : decoded;
        int slash = name.indexOf('/');
        if (slash < 0 || decoded.contains("?") || !isStorable(name.substring(slash + 1))) {
            throw new Refusal(501, "NotImplemented", "This copy source is not supported here.");
        }
        return name;
    }

    private static String decodeSource(String source) {
        try {
            return RequestHead.decode(source);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "InvalidArgument", "The copy source is not URL-encoded.");
        }
    }

    private static boolean isCognito(RequestHead head) {
        return head.headers().has("X-Amz-Target");
    }

    private static Operation cognitoOperation(RequestHead head) {
        String target = String.valueOf(head.headers().first("X-Amz-Target"));
        if (target.equals(COGNITO + "GetId")) {
            return Operation.GET_ID;
        }
        return target.equals(COGNITO + "GetCredentialsForIdentity") ? Operation.GET_CREDENTIALS : Operation.OTHER;
    }

    private static boolean isKnown(String parameter) {
        String name = parameter.toLowerCase(Locale.ROOT);
        return KNOWN.contains(parameter) || name.startsWith("x-amz-") || name.startsWith("response-");
    }

    /** Keys are files behind the front: one with {@code ..} in it would name an object in another folder. */
    private static boolean isStorable(String key) {
        if (key.indexOf('\0') >= 0 || key.indexOf('\\') >= 0) {
            return false;
        }
        String[] segments = key.split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean lastOfFolderMarker = i > 0 && i == segments.length - 1;
            boolean empty = segments[i].isEmpty() && segments.length > 1 && !lastOfFolderMarker;
            if (empty || segments[i].equals(".") || segments[i].equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static Operation s3Operation(RequestHead head, String bucket, String key, Map<String, String> query) {
        if (bucket.isEmpty()) {
            return head.method().equals("GET") ? Operation.LIST_BUCKETS : Operation.OTHER;
        }
        return key.isEmpty() ? bucketOperation(head.method(), query) : objectOperation(head, query);
    }

    private static Operation bucketOperation(String method, Map<String, String> query) {
        return switch (method) {
            case "HEAD" -> Operation.HEAD_BUCKET;
            case "POST" -> query.containsKey("delete") ? Operation.DELETE_OBJECTS : Operation.OTHER;
            case "GET" ->
                query.containsKey("location")
                        ? Operation.GET_BUCKET_LOCATION
                        : query.containsKey("uploads") ? Operation.LIST_MULTIPART_UPLOADS : Operation.LIST_OBJECTS;
            default -> Operation.OTHER;
        };
    }

    private static Operation objectOperation(RequestHead head, Map<String, String> query) {
        boolean upload = query.containsKey("uploadId");
        boolean copy = head.headers().has("x-amz-copy-source");
        return switch (head.method()) {
            case "PUT" ->
                upload
                        ? copy ? Operation.UPLOAD_PART_COPY : Operation.UPLOAD_PART
                        : copy ? Operation.COPY_OBJECT : Operation.PUT_OBJECT;
            case "GET" -> getOperation(upload, query);
            case "HEAD" -> query.containsKey("partNumber") ? Operation.OTHER : Operation.HEAD_OBJECT;
            case "DELETE" -> upload ? Operation.ABORT_MULTIPART_UPLOAD : Operation.DELETE_OBJECT;
            case "POST" -> postOperation(upload, query);
            default -> Operation.OTHER;
        };
    }

    private static Operation getOperation(boolean upload, Map<String, String> query) {
        if (query.containsKey("partNumber")) {
            return Operation.OTHER;
        }
        if (query.containsKey("attributes")) {
            return Operation.GET_OBJECT_ATTRIBUTES;
        }
        return upload ? Operation.LIST_PARTS : Operation.GET_OBJECT;
    }

    private static Operation postOperation(boolean upload, Map<String, String> query) {
        if (query.containsKey("delete") || query.containsKey("partNumber")) {
            return Operation.OTHER;
        }
        return query.containsKey("uploads")
                ? Operation.CREATE_MULTIPART_UPLOAD
                : upload ? Operation.COMPLETE_MULTIPART_UPLOAD : Operation.OTHER;
    }

    @Nullable
    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}

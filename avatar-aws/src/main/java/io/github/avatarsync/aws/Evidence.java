package io.github.avatarsync.aws;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Session;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** What shows that the object under a key has the very bytes that were announced; everything else is not enough. */
final class Evidence {
    private final S3Reads reads;
    private final boolean strict;

    /** {@code strict} where every true answer has a request id. */
    Evidence(S3Reads reads, boolean strict) {
        this.reads = reads;
        this.strict = strict;
    }

    /** Whether an answer names itself as S3's. A sign-in page of a network answers 200 too. */
    static void ofS3(String operation, String key, boolean strict, SdkHttpResponse answer) {
        boolean signed = answer.firstMatchingHeader("x-amz-request-id").isPresent();
        if (!signed && (strict || isWebPage(answer))) {
            throw notS3(operation, key);
        }
    }

    /** A page has something on it; there are stores that call nothing at all {@code text/html}. */
    private static boolean isWebPage(SdkHttpResponse answer) {
        boolean empty = answer.statusCode() == 204
                || answer.firstMatchingHeader("Content-Length")
                        .filter("0"::equals)
                        .isPresent();
        return !empty
                && answer.firstMatchingHeader("Content-Type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent();
    }

    static CloudStorageException notS3(String operation, String key) {
        return new CloudStorageException(
                Kind.OFFLINE,
                operation + " " + key
                        + ": an answer without S3's signs (ETag, request id); check proxy and network sign-in",
                null);
    }

    /**
     * Returns if a put is proved by its answer, or else by looking at the object.
     *
     * @param checksum what the store must have echoed
     */
    void ofPut(Session session, CloudObject object, PutObjectResponse answer, String checksum) {
        ofS3("put", object.key(), strict, answer.sdkHttpResponse());
        if (answer.eTag() == null || answer.eTag().isBlank()) {
            throw notS3("put", object.key());
        }
        boolean echoed = checksum.equals(answer.checksumSHA256()) || checksum.equals(unquoted(answer.eTag()));
        if (!echoed) {
            ofExisting(session, object, checksum);
        }
    }

    private static String unquoted(String eTag) {
        return eTag.replace("\"", "");
    }

    /** Returns if what is under the key are these bytes. */
    void ofExisting(Session session, CloudObject object, @Nullable String checksum) {
        HeadObjectResponse head;
        try {
            head = reads.describe(session, object.key());
        } catch (CloudStorageException e) {
            if (!forbidden(e)) {
                throw gone(e) ? moved(object.key(), e) : e;
            }
            compareBytes(session, object);
            return;
        }
        if (head.contentLength() != null && head.contentLength() != object.size()) {
            throw foreign(object.key());
        }
        String full = S3Reads.sha256(head);
        if (object.sha256().equals(full) || (checksum != null && checksum.equals(head.checksumSHA256()))) {
            return;
        }
        if (full != null) {
            throw foreign(object.key());
        }
        compareBytes(session, object);
    }

    private void compareBytes(Session session, CloudObject object) {
        String found;
        try (InputStream in = reads.open(session, object.key())) {
            found = Sha256.hexOf(in);
        } catch (CloudStorageException e) {
            if (forbidden(e)) {
                throw unverified(object.key(), e);
            }
            throw gone(e) ? moved(object.key(), e) : e;
        } catch (IOException e) {
            throw new CloudStorageException(Kind.TRANSIENT, "get " + object.key() + ": broken off", e);
        }
        if (!found.equals(object.sha256())) {
            throw foreign(object.key());
        }
    }

    /** A HEAD is forbidden too where there is nothing to see and the identity may not list. */
    static boolean forbidden(CloudStorageException e) {
        return e.getCause() instanceof SdkServiceException answer
                && answer.statusCode() == 403
                && e.kind() == Kind.PERMANENT;
    }

    static CloudStorageException unverified(String key, CloudStorageException e) {
        return new CloudStorageException(
                Kind.UNVERIFIED, "put " + key + ": something may be there, and this identity may not look at it", e);
    }

    private static boolean gone(CloudStorageException e) {
        return e.kind() == Kind.MISSING;
    }

    private static CloudStorageException moved(String key, CloudStorageException e) {
        return new CloudStorageException(
                Kind.CONFLICT, "put " + key + ": an object was there and is gone; it is looked at again", e);
    }

    private static CloudStorageException foreign(String key) {
        return CloudStorageException.permanent(
                BlockedReason.FOREIGN_OBJECT,
                "put " + key + ": other bytes are under this key; they were not touched",
                null);
    }
}

package io.github.avatarsync.aws;

import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.ListedObject;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.Session;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Looking at objects and fetching them. */
final class S3Reads {
    private final S3Clients clients;
    private final S3Requests requests;
    private final S3Errors errors;
    private final Patience patience;

    S3Reads(S3Clients clients, S3Requests requests, S3Errors errors, Patience patience) {
        this.clients = clients;
        this.requests = requests;
        this.errors = errors;
        this.patience = patience;
    }

    HeadObjectResponse describe(Session session, String key) {
        HeadObjectResponse answer;
        try {
            answer = flight("head", key).await(clients.s3().headObject(requests.head(session, key)));
        } catch (CloudStorageException e) {
            throw unexplained(e) ? explained(session, key, e) : e;
        }
        Evidence.ofS3("head", key, errors.strict(), answer.sdkHttpResponse());
        return answer;
    }

    /** The answer to a HEAD has no body, and so no word about why. */
    private static boolean unexplained(CloudStorageException e) {
        return e.getCause() instanceof SdkServiceException answer
                && Set.of(301, 400, 403).contains(answer.statusCode());
    }

    private CloudStorageException explained(Session session, String key, CloudStorageException e) {
        try {
            open(session, key).close();
            return e;
        } catch (CloudStorageException why) {
            return why;
        }
    }

    ObjectInfo info(Session session, String key) {
        HeadObjectResponse head = describe(session, key);
        return new ObjectInfo(key, head.contentLength() == null ? 0 : head.contentLength(), sha256(head));
    }

    ObjectStream open(Session session, String key) {
        ResponseInputStream<GetObjectResponse> answer = flight("get", key)
                .await(clients.s3()
                        .getObject(requests.get(session, key), AsyncResponseTransformer.toBlockingInputStream()));
        ObjectStream bytes = new ObjectStream(answer, key, patience, errors);
        try {
            Evidence.ofS3("get", key, errors.strict(), answer.response().sdkHttpResponse());
        } catch (RuntimeException e) {
            answer.abort();
            bytes.close();
            throw e;
        }
        return bytes;
    }

    /** A page of a thousand after the other. */
    List<ListedObject> list(Session session, String prefix) {
        List<ListedObject> all = new ArrayList<>();
        String next = null;
        do {
            ListObjectsV2Response page =
                    flight("list", prefix).await(clients.s3().listObjectsV2(requests.list(session, prefix, next)));
            Evidence.ofS3("list", prefix, errors.strict(), page.sdkHttpResponse());
            page.contents().forEach(o -> all.add(new ListedObject(o.key(), o.size(), o.eTag())));
            next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (next != null);
        return all;
    }

    private Flight flight(String operation, String key) {
        return new Flight(operation, key, 0, patience, errors);
    }

    /** In hexadecimal; null if S3 knows none of the whole, but at best one of the parts' hashes. */
    static @Nullable String sha256(HeadObjectResponse head) {
        String checksum = head.checksumSHA256();
        if (checksum == null || checksum.contains("-")) {
            return null;
        }
        try {
            return Sha256.hex(Base64.getDecoder().decode(checksum));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

package io.github.avatarsync.aws;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import jakarta.annotation.Nullable;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Putting objects: one request for up to {@link S3Clients#PART_SIZE}, parts through the Transfer Manager above; never over what is
 * there.
 */
final class S3Puts {
    private final S3Clients clients;
    private final S3Requests requests;
    private final S3Reads reads;
    private final Evidence evidence;
    private final S3Errors errors;
    private final Patience patience;
    private final S3Multipart multipart;

    S3Puts(
            S3Clients clients,
            S3Requests requests,
            S3Reads reads,
            Evidence evidence,
            S3Errors errors,
            Patience patience) {
        this.clients = clients;
        this.requests = requests;
        this.reads = reads;
        this.evidence = evidence;
        this.errors = errors;
        this.patience = patience;
        this.multipart = new S3Multipart(clients, requests, errors, patience);
    }

    /** {@code memo} is null where nobody can go on later. */
    void put(Session session, CloudObject object, Content content, LongConsumer sent, @Nullable PutMemo memo) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CloudStorageException(
                    Kind.INTERRUPTED, "put " + object.key() + ": the thread was interrupted", null);
        }
        if (object.size() <= S3Clients.PART_SIZE) {
            byte[] bytes = LocalContent.verified(object, content);
            if (requests.conditional() || !exists(session, object, null)) {
                unlessThere(session, object, null, () -> whole(session, object, bytes, sent));
            }
            return;
        }
        try (UploadedFile file = UploadedFile.of(object, content, !requests.conditional())) {
            large(session, object, file, sent, memo);
        }
    }

    void abandon(Session session, String key, String uploadId) {
        multipart.abort(session, key, uploadId);
    }

    private void large(
            Session session, CloudObject object, UploadedFile file, LongConsumer sent, @Nullable PutMemo memo) {
        String checksum = file.hashes().composite();
        String left = memo == null ? null : memo.remembered().orElse(null);
        // S3 would find out only after the last part.
        if (exists(session, object, checksum)) {
            if (left != null) {
                multipart.abortIfAllowed(session, object.key(), left);
            }
            return;
        }
        unlessThere(session, object, checksum, () -> {
            PutObjectResponse answer = left == null
                    ? null
                    : multipart.resume(session, object, file, sent, left).orElse(null);
            // What is no more may have come to its end, in a request whose answer was lost.
            if (answer == null && (left == null || !exists(session, object, checksum))) {
                answer = multipart.begin(session, object, file, sent, memo);
            }
            if (answer != null) {
                evidence.ofPut(session, object, answer, checksum);
            }
        });
    }

    private void unlessThere(Session session, CloudObject object, @Nullable String checksum, Runnable put) {
        try {
            put.run();
        } catch (CloudStorageException e) {
            if (e.getCause() instanceof SdkServiceException answer && answer.statusCode() == 412) {
                evidence.ofExisting(session, object, checksum);
            } else if (!brokeOff(e) || !exists(session, object, checksum)) {
                throw e;
            }
        }
    }

    /**
     * Whether a connection ended without an answer. There are servers that say what is there and hang up while the bytes still come: their
     * answer is lost at each attempt, so only a look at the object ends it.
     */
    private static boolean brokeOff(CloudStorageException e) {
        return e.kind() == Kind.TRANSIENT && e.getCause() instanceof SdkClientException;
    }

    private void whole(Session session, CloudObject object, byte[] bytes, LongConsumer sent) {
        PutObjectRequest.Builder request = requests.put(session, object);
        String checksum = Sha256.base64(object.sha256());
        if (requests.conditional()) {
            request.checksumSHA256(checksum);
        } else {
            byte[] md5 = Sha256.md5().digest(bytes);
            request.contentMD5(Sha256.base64(md5));
            checksum = Sha256.hex(md5);
        }
        Flight flight = flight(object);
        PutObjectResponse answer =
                flight.await(clients.s3().putObject(request.build(), new SlicedBody(bytes, flight::sent)), sent);
        evidence.ofPut(session, object, answer, checksum);
    }

    /** Whether these bytes are there already; other bytes are an error. */
    private boolean exists(Session session, CloudObject object, @Nullable String checksum) {
        try {
            reads.describe(session, object.key());
        } catch (CloudStorageException e) {
            // Forbidden is also what an identity that may not list gets where there is nothing.
            if (e.kind() == Kind.MISSING || (requests.conditional() && Evidence.forbidden(e))) {
                return false;
            }
            throw Evidence.forbidden(e) ? Evidence.unverified(object.key(), e) : e;
        }
        evidence.ofExisting(session, object, checksum);
        return true;
    }

    private Flight flight(CloudObject object) {
        return new Flight("put", object.key(), object.size(), patience, errors);
    }
}

package io.github.avatarsync.aws;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.Session;
import jakarta.annotation.Nullable;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.transfer.s3.model.Upload;

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
    }

    void put(Session session, CloudObject object, Content content, LongConsumer sent) {
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
        String checksum = LocalContent.composite(object, content, !requests.conditional());
        // S3 would find out only after the last part.
        if (!exists(session, object, checksum)) {
            unlessThere(session, object, checksum, () -> inParts(session, object, content, checksum, sent));
        }
    }

    private void unlessThere(Session session, CloudObject object, @Nullable String checksum, Runnable put) {
        try {
            put.run();
        } catch (CloudStorageException e) {
            if (!(e.getCause() instanceof SdkServiceException answer) || answer.statusCode() != 412) {
                throw e;
            }
            evidence.ofExisting(session, object, checksum);
        }
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

    private void inParts(Session session, CloudObject object, Content content, String checksum, LongConsumer sent) {
        PutObjectRequest.Builder request = requests.put(session, object);
        if (requests.conditional()) {
            request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
        }
        Flight flight = flight(object);
        try (PartedBody body = new PartedBody(object.key(), content, object.sha256(), flight::sent)) {
            Upload upload = clients.transfers()
                    .upload(start -> start.putObjectRequest(request.build()).requestBody(body));
            PutObjectResponse answer =
                    flight.await(upload.completionFuture(), sent).response();
            evidence.ofPut(session, object, answer, checksum);
        }
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

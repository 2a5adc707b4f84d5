package io.github.avatarsync.aws;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import jakarta.annotation.Nullable;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.transfer.s3.model.CompletedFileUpload;
import software.amazon.awssdk.transfer.s3.model.FileUpload;
import software.amazon.awssdk.transfer.s3.model.ResumableFileUpload;
import software.amazon.awssdk.transfer.s3.model.UploadFileRequest;

/**
 * Large objects through the Transfer Manager, in an upload whose id is remembered before any part leaves: the next attempt, after a
 * failure or a crash, resumes it. An upload that nobody will go on with is aborted.
 *
 * <p>The Transfer Manager itself would abort whatever fails, and tells the id only when it is asked to pause. So what passes is
 * paused before it hears of it, and {@link UploadWatch} takes the id.
 */
final class S3Multipart {
    /** After these the same upload goes on later. */
    private static final Set<Kind> PASSING =
            Set.of(Kind.OFFLINE, Kind.TRANSIENT, Kind.THROTTLED, Kind.SESSION, Kind.INTERRUPTED);

    private static final Logger log = LoggerFactory.getLogger(S3Multipart.class);

    private final S3Clients clients;
    private final S3Requests requests;
    private final S3Errors errors;
    private final Patience patience;

    S3Multipart(S3Clients clients, S3Requests requests, S3Errors errors, Patience patience) {
        this.clients = clients;
        this.requests = requests;
        this.errors = errors;
        this.patience = patience;
    }

    /** In a new upload; {@code memo} is null where nobody can go on later: then what fails is aborted. */
    PutObjectResponse begin(
            Session session, CloudObject object, UploadedFile file, LongConsumer sent, @Nullable PutMemo memo) {
        return new Attempt(session, object, file, memo != null).begin(sent, memo);
    }

    /** In the upload that an earlier attempt began; empty if there is no going on with it, and it is no more. */
    Optional<PutObjectResponse> resume(
            Session session, CloudObject object, UploadedFile file, LongConsumer sent, String uploadId) {
        log.debug("{} goes on with multipart upload {}", object.key(), uploadId);
        Attempt attempt = new Attempt(session, object, file, true);
        try {
            return Optional.of(attempt.resume(sent, uploadId));
        } catch (CloudStorageException e) {
            if (noSuchUpload(e) || attempt.mayNotListParts(e)) {
                log.debug("{} is begun again: {}", object.key(), e.getMessage());
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Removes the parts of an upload; one that is completed or aborted already is none any more. */
    void abort(Session session, String key, String uploadId) {
        try {
            var answer = new Flight("abort", key, 0, patience, errors)
                    .await(clients.s3().abortMultipartUpload(requests.abort(session, key, uploadId)));
            Evidence.ofS3("abort", key, errors.strict(), answer.sdkHttpResponse());
        } catch (CloudStorageException e) {
            if (!noSuchUpload(e)) {
                throw e;
            }
        }
        log.debug("multipart upload {} of {} is aborted", uploadId, key);
    }

    /** Aborts what is left beside an object that is there; a role that may not does not make the object worse. */
    void abortIfAllowed(Session session, String key, String uploadId) {
        try {
            abort(session, key, uploadId);
        } catch (CloudStorageException e) {
            if (e.kind() != Kind.PERMANENT) {
                throw e;
            }
            notAborted(key, uploadId, e);
        }
    }

    private static void notAborted(String key, String uploadId, CloudStorageException why) {
        log.warn(
                "multipart upload {} of {} stays until a lifecycle rule of the bucket removes it: {}",
                uploadId,
                key,
                why.getMessage());
    }

    private static boolean noSuchUpload(CloudStorageException e) {
        return e.getCause() instanceof SdkServiceException answer
                && Network.code(answer).equals("NoSuchUpload");
    }

    /** One use of the Transfer Manager. */
    private final class Attempt {
        private final Session session;
        private final CloudObject object;
        private final UploadedFile file;
        private final Flight flight;
        private final UploadWatch watch;
        private boolean remembered;

        Attempt(Session session, CloudObject object, UploadedFile file, boolean keeps) {
            this.session = session;
            this.object = object;
            this.file = file;
            flight = new Flight("put", object.key(), object.size(), patience, errors);
            watch = new UploadWatch(object, file.hashes(), flight::sent, failure -> keeps && passes(failure));
        }

        PutObjectResponse begin(LongConsumer sent, @Nullable PutMemo memo) {
            FileUpload upload = clients.transfers().uploadFile(request());
            var unused = watch.uploadId()
                    .thenAccept(id -> flight.onWaitingThread(() -> {
                        if (memo != null) {
                            memo.remember(id);
                            remembered = true;
                        }
                        watch.letPartsLeave();
                    }));
            return awaited(upload, sent, null);
        }

        PutObjectResponse resume(LongConsumer sent, String uploadId) {
            remembered = true;
            FileUpload upload = clients.transfers().resumeUploadFile(asPaused(uploadId));
            watch.letPartsLeave();
            return awaited(upload, sent, uploadId);
        }

        private UploadFileRequest request() {
            PutObjectRequest.Builder put = requests.put(session, object);
            if (requests.conditional()) {
                put.checksumAlgorithm(ChecksumAlgorithm.SHA256);
            }
            return UploadFileRequest.builder()
                    .putObjectRequest(watch.watching(put.build()))
                    .source(file.path())
                    .build();
        }

        /** What {@code pause()} would have told. Which parts are there, the Transfer Manager asks S3. */
        private ResumableFileUpload asPaused(String uploadId) {
            return ResumableFileUpload.builder()
                    .uploadFileRequest(request())
                    .fileLength(object.size())
                    .fileLastModified(file.lastModified())
                    .multipartUploadId(uploadId)
                    .partSizeInBytes(S3Clients.PART_SIZE)
                    .totalParts((long) file.hashes().count())
                    .transferredParts(0L)
                    .build();
        }

        private PutObjectResponse awaited(FileUpload upload, LongConsumer sent, @Nullable String uploadId) {
            CompletableFuture<PutObjectResponse> end =
                    upload.completionFuture().thenApply(CompletedFileUpload::response);
            CompletableFuture<PutObjectResponse> paused = watch.failure().thenCompose(failure -> {
                pause(upload);
                return CompletableFuture.failedFuture(failure);
            });
            CompletableFuture<PutObjectResponse> either = new CompletableFuture<>();
            var unused = end.whenComplete((answer, failure) -> complete(either, answer, failure));
            unused = paused.whenComplete((answer, failure) -> complete(either, answer, failure));
            try {
                return flight.await(either, sent);
            } catch (RuntimeException e) {
                giveUp(upload, uploadId == null ? watch.uploadId().getNow(null) : uploadId, e);
                throw e;
            }
        }

        private static <T> void complete(CompletableFuture<T> future, @Nullable T answer, @Nullable Throwable failure) {
            if (failure == null) {
                future.complete(answer);
            } else {
                future.completeExceptionally(failure);
            }
        }

        private void giveUp(FileUpload upload, @Nullable String uploadId, RuntimeException failure) {
            if (uploadId == null) {
                watch.stop();
                upload.completionFuture().cancel(true);
                // S3 may have begun it and not been heard yet.
                var unused = watch.uploadId().thenAccept(this::abortUnattended);
                return;
            }
            pause(upload);
            boolean gone = failure instanceof CloudStorageException e && noSuchUpload(e);
            if (!gone && !goesOnLater(failure)) {
                abortQuietly(uploadId);
            }
        }

        private boolean goesOnLater(RuntimeException failure) {
            boolean passes = !(failure instanceof CloudStorageException e) || PASSING.contains(e.kind());
            return remembered && passes;
        }

        /** Leaves what has arrived where it is; the upload's own future never ends after this. */
        private void pause(FileUpload upload) {
            watch.stop();
            var unused = upload.pause();
        }

        /** Why it is given up is on its way up already, and counts for more. */
        private void abortQuietly(String uploadId) {
            if (Thread.currentThread().isInterrupted()) {
                abortUnattended(uploadId);
                return;
            }
            try {
                abort(session, object.key(), uploadId);
            } catch (CloudStorageException e) {
                notAborted(object.key(), uploadId, e);
            }
        }

        private void abortUnattended(String uploadId) {
            var unused = clients.s3()
                    .abortMultipartUpload(requests.abort(session, object.key(), uploadId))
                    .whenComplete((answer, failure) -> {
                        if (failure != null) {
                            notAborted(object.key(), uploadId, errors.of("abort", object.key(), failure));
                        }
                    });
        }

        private boolean passes(Throwable failure) {
            return PASSING.contains(errors.of("put", object.key(), failure).kind());
        }

        boolean mayNotListParts(CloudStorageException e) {
            return !watch.listed() && Evidence.forbidden(e);
        }
    }
}

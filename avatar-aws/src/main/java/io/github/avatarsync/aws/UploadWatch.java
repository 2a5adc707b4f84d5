package io.github.avatarsync.aws;

import io.github.avatarsync.CloudObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Sees every request that the Transfer Manager makes for one upload: takes the upload's id, which is told to nobody else before a
 * pause, holds the parts back until it is written down, counts and checks what leaves, and accepts only those parts of an earlier
 * attempt that are the file's.
 *
 * <p>It is added to the request and not to the client, so that it works with a client of the application's own, too. Called by the
 * SDK's threads; once {@linkplain #stop stopped}, nothing leaves any more.
 */
final class UploadWatch implements ExecutionInterceptor {
    private final CloudObject object;
    private final PartHashes hashes;
    private final LongConsumer sent;
    private final Predicate<Throwable> passes;
    private final CompletableFuture<String> uploadId = new CompletableFuture<>();
    private final CompletableFuture<Void> mayLeave = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final AtomicLong moved = new AtomicLong();
    private volatile boolean listed;
    private volatile boolean stopped;

    /**
     * For one upload.
     *
     * @param sent told how many bytes are on their way, those of earlier attempts included
     * @param passes which failures stop the upload without undoing it
     */
    UploadWatch(CloudObject object, PartHashes hashes, LongConsumer sent, Predicate<Throwable> passes) {
        this.object = object;
        this.hashes = hashes;
        this.sent = sent;
        this.passes = passes;
    }

    PutObjectRequest watching(PutObjectRequest request) {
        AwsRequestOverrideConfiguration.Builder options = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        options.addPlugin(client -> client.overrideConfiguration(
                client.overrideConfiguration().copy(added -> added.addExecutionInterceptor(this))));
        return request.toBuilder().overrideConfiguration(options.build()).build();
    }

    /** Completes with the id once S3 has begun an upload; never, if one goes on or one request is enough. */
    CompletableFuture<String> uploadId() {
        return uploadId;
    }

    /** Completes with the first failure of a part or of the end that passes; the SDK is not to undo the upload then. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }

    /** Whether S3 told the parts of the earlier attempt. */
    boolean listed() {
        return listed;
    }

    void letPartsLeave() {
        mayLeave.complete(null);
    }

    /** Nothing leaves any more, also what the SDK would do to clean up. */
    void stop() {
        stopped = true;
        mayLeave.completeExceptionally(givenUp());
    }

    private SdkClientException givenUp() {
        return SdkClientException.create("the upload of " + object.key() + " was given up");
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (stopped) {
            throw givenUp();
        }
    }

    @Override
    public Optional<AsyncRequestBody> modifyAsyncHttpContent(
            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return context.asyncRequestBody().map(body -> watched(context.request(), body));
    }

    private AsyncRequestBody watched(SdkRequest request, AsyncRequestBody body) {
        if (request instanceof UploadPartRequest part) {
            ExpectedHash expected = hashes.expected(
                            part.partNumber(), body.contentLength().orElse(-1L))
                    .orElse(null);
            return new PartBody(body, object.key(), expected, mayLeave, this::move);
        }
        // A client that puts nothing together makes one request for all.
        CompletableFuture<Void> atOnce = CompletableFuture.completedFuture(null);
        return new PartBody(body, object.key(), ExpectedHash.of(object.sha256()), atOnce, this::move);
    }

    private void move(long bytes) {
        sent.accept(moved.addAndGet(bytes));
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        if (!(context.response() instanceof ListPartsResponse page)) {
            return context.response();
        }
        listed = true;
        // What has another size or other bytes is sent again, in its place.
        List<Part> ours = page.parts().stream()
                .flatMap(part -> hashes.known(part).stream())
                .toList();
        move(ours.stream().mapToLong(Part::size).sum());
        return page.toBuilder().parts(ours).build();
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (context.response() instanceof CreateMultipartUploadResponse begun && begun.uploadId() != null) {
            uploadId.complete(begun.uploadId());
        }
    }

    /** Comes before the Transfer Manager hears of it, which would undo the whole upload for one part. */
    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        boolean ofUpload = context.request() instanceof UploadPartRequest
                || context.request() instanceof CompleteMultipartUploadRequest;
        if (ofUpload && passes.test(context.exception())) {
            failure.complete(context.exception());
        }
    }
}

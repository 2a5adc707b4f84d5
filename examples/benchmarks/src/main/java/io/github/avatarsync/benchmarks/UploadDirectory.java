package io.github.avatarsync.benchmarks;

import java.util.UUID;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** The SDK's own way to bring many files into a bucket. */
final class UploadDirectory implements Contestant {
    @Override
    public String name() {
        return "uploadDirectory";
    }

    @Override
    public LongSupplier prepared(Target target, Pictures pictures, int concurrency) {
        return () -> {
            try (S3AsyncClient s3 = Sdk.client(target);
                    S3TransferManager transfers = S3TransferManager.builder()
                            .s3Client(s3)
                            .transferDirectoryMaxConcurrency(concurrency)
                            .build()) {
                s3.putObject(put -> put.bucket(target.bucket()).key("first"), AsyncRequestBody.empty())
                        .join();
                long start = System.nanoTime();
                var done = transfers
                        .uploadDirectory(upload -> upload.source(pictures.directory())
                                .bucket(target.bucket())
                                .s3Prefix("avatars/" + UUID.randomUUID()))
                        .completionFuture()
                        .join();
                if (!done.failedTransfers().isEmpty()) {
                    throw new IllegalStateException(
                            "a put failed", done.failedTransfers().get(0).exception());
                }
                return System.nanoTime() - start;
            }
        };
    }
}

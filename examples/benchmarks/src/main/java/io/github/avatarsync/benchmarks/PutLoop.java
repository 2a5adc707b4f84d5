package io.github.avatarsync.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** What one writes first: a loop of {@code putObject}, so many at once, that remembers nothing. */
final class PutLoop implements Contestant {
    @Override
    public String name() {
        return "putObject loop";
    }

    @Override
    public LongSupplier prepared(Target target, Pictures pictures, int concurrency) {
        return () -> {
            try (S3AsyncClient s3 = Sdk.client(target)) {
                s3.putObject(put -> put.bucket(target.bucket()).key("first"), AsyncRequestBody.empty())
                        .join();
                long start = System.nanoTime();
                putAll(s3, target, pictures, concurrency);
                return System.nanoTime() - start;
            }
        };
    }

    private static void putAll(S3AsyncClient s3, Target target, Pictures pictures, int concurrency) {
        String folder = "avatars/" + UUID.randomUUID() + "/";
        Semaphore room = new Semaphore(concurrency);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        for (Pictures.File file : pictures.files()) {
            room.acquireUninterruptibly();
            var unused = s3.putObject(
                            put -> put.bucket(target.bucket())
                                    .key(folder + file.key())
                                    .contentType("image/png"),
                            AsyncRequestBody.fromBytesUnsafe(read(file)))
                    .whenComplete((answer, failure) -> {
                        if (failure != null) {
                            failed.set(failure);
                        }
                        room.release();
                    });
        }
        room.acquireUninterruptibly(concurrency);
        if (failed.get() != null) {
            throw new IllegalStateException("a put failed", failed.get());
        }
    }

    private static byte[] read(Pictures.File file) {
        try {
            return Files.readAllBytes(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

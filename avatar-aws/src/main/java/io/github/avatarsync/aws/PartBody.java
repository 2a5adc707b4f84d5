package io.github.avatarsync.aws;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * The bytes of one request, as the Transfer Manager reads them from the file: held back until they may leave, counted, and hashed;
 * the last of them leave only if all of them have the hash that was announced.
 */
final class PartBody implements AsyncRequestBody {
    private final AsyncRequestBody bytes;
    private final long size;
    private final String key;
    private final @Nullable ExpectedHash expected;
    private final CompletableFuture<Void> mayLeave;
    private final LongConsumer moved;
    private final AtomicLong sent = new AtomicLong();

    /**
     * Over the bytes of the file.
     *
     * @param expected null where nobody has hashed just these bytes before
     * @param moved told by how many bytes more are on their way; a negative number when they are sent again
     */
    PartBody(
            AsyncRequestBody bytes,
            String key,
            @Nullable ExpectedHash expected,
            CompletableFuture<Void> mayLeave,
            LongConsumer moved) {
        this.bytes = bytes;
        this.size = bytes.contentLength().orElse(-1L);
        this.key = key;
        this.expected = expected;
        this.mayLeave = mayLeave;
        this.moved = moved;
    }

    @Override
    public Optional<Long> contentLength() {
        return bytes.contentLength();
    }

    @Override
    public String contentType() {
        return bytes.contentType();
    }

    @Override
    public String body() {
        return bytes.body();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> network) {
        moved.accept(-sent.getAndSet(0));
        var unused = mayLeave.whenComplete((yes, never) -> {
            if (never == null) {
                bytes.subscribe(new Watched(network));
            } else {
                network.onSubscribe(NOTHING);
                network.onError(never);
            }
        });
    }

    private static final Subscription NOTHING = new Subscription() {
        @Override
        public void request(long n) {
            // An error follows at once.
        }

        @Override
        public void cancel() {
            // There is nothing to stop.
        }
    };

    /** Passes the bytes on to the network. */
    private final class Watched implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> network;
        private final MessageDigest digest = Sha256.digest();
        private Subscription reading = NOTHING;
        private long read;

        Watched(Subscriber<? super ByteBuffer> network) {
            this.network = network;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            reading = subscription;
            network.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            int length = buffer.remaining();
            digest.update(buffer.duplicate());
            read += length;
            if (read == size && expected != null && !expected.isMetBy(digest)) {
                reading.cancel();
                network.onError(LocalContent.corrupt(key));
                return;
            }
            sent.addAndGet(length);
            moved.accept(length);
            network.onNext(buffer);
        }

        @Override
        public void onError(Throwable failure) {
            IOException unreadable = Network.among(IOException.class, failure);
            network.onError(unreadable == null ? failure : LocalContent.unreadable(key, unreadable));
        }

        @Override
        public void onComplete() {
            network.onComplete();
        }
    }
}

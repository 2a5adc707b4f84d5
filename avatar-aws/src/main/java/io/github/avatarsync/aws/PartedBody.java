package io.github.avatarsync.aws;

import io.github.avatarsync.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncRequestBodySplitConfiguration;
import software.amazon.awssdk.core.async.CloseableAsyncRequestBody;
import software.amazon.awssdk.core.async.SdkPublisher;

/**
 * Content for a multipart upload: read once from start to end, one part in memory at a time for each that is under way.
 *
 * <p>What was read is hashed, and the last part is handed out only if the whole had the announced hash: what S3 then puts together
 * are the very bytes that were verified.
 */
final class PartedBody implements AsyncRequestBody, AutoCloseable {
    private static final int STREAMED = 64 * 1024;

    private final Content content;
    private final String sha256;
    private final LongConsumer moved;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicReference<InputStream> open = new AtomicReference<>();
    private final String key;

    /** {@code moved} is told how many bytes are on their way, summed over the parts; it may fall when a part is sent again. */
    PartedBody(String key, Content content, String sha256, LongConsumer moved) {
        this.key = key;
        this.content = content;
        this.sha256 = sha256;
        this.moved = moved;
    }

    @Override
    public Optional<Long> contentLength() {
        return Optional.of(content.size());
    }

    /** For clients that put no parts together: the bytes in a row. */
    @Override
    public void subscribe(Subscriber<? super ByteBuffer> network) {
        SdkPublisher.fromIterable(() -> new Parts(STREAMED))
                .map(bytes -> {
                    moved.accept(taken.addAndGet(bytes.length));
                    return ByteBuffer.wrap(bytes);
                })
                .subscribe(network);
    }

    @Override
    public SdkPublisher<CloseableAsyncRequestBody> splitCloseable(AsyncRequestBodySplitConfiguration split) {
        int partSize = Math.toIntExact(split.chunkSizeInBytes());
        return SdkPublisher.fromIterable(() -> new Parts(partSize)).map(this::part);
    }

    private CloseableAsyncRequestBody part(byte[] bytes) {
        AtomicLong ofThisPart = new AtomicLong();
        return new SlicedBody(bytes, sent -> {
            long before = ofThisPart.getAndSet(sent);
            moved.accept(taken.addAndGet(sent - before));
        });
    }

    /** Reads the content part by part; fails instead of handing out the last one if the whole is not what was announced. */
    private final class Parts implements Iterator<byte[]> {
        private final int partSize;
        private final MessageDigest whole = Sha256.digest();
        private long left = content.size();

        Parts(int partSize) {
            this.partSize = partSize;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                return read();
            } catch (IOException e) {
                throw LocalContent.unreadable(key, e);
            }
        }

        private byte[] read() throws IOException {
            InputStream from = stream();
            int wanted = (int) Math.min(partSize, left);
            byte[] part = from.readNBytes(wanted);
            left -= wanted;
            whole.update(part);
            if (left == 0) {
                from.close();
                check(part.length == wanted && Sha256.hex(whole.digest()).equals(sha256));
            } else {
                check(part.length == wanted);
            }
            return part;
        }

        private InputStream stream() throws IOException {
            if (left == content.size()) {
                close();
                open.set(content.open());
            }
            return Objects.requireNonNull(open.get(), "closed while it was read");
        }

        private void check(boolean asAnnounced) {
            if (!asAnnounced) {
                left = 0;
                throw LocalContent.corrupt(key);
            }
        }
    }

    /** Closes what a failed upload left open. */
    @Override
    public void close() {
        InputStream in = open.getAndSet(null);
        if (in == null) {
            return;
        }
        try {
            in.close();
        } catch (IOException e) {
            // It was only read: nothing is lost.
            return;
        }
    }
}

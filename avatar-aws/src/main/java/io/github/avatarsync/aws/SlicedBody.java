package io.github.avatarsync.aws;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.CloseableAsyncRequestBody;
import software.amazon.awssdk.core.async.SdkPublisher;

/**
 * Bytes in memory, handed to the network in slices: a slow link then moves many times before a write would time out, and what has
 * moved can be told. Can be sent again from the start.
 */
final class SlicedBody implements CloseableAsyncRequestBody {
    private static final int SLICE = 32 * 1024;

    private final byte[] bytes;
    private final IntConsumer taken;

    /** {@code taken} is told the number of bytes sent so far, and begins again at 0 when they are sent again. */
    SlicedBody(byte[] bytes, IntConsumer taken) {
        this.bytes = bytes;
        this.taken = taken;
    }

    @Override
    public Optional<Long> contentLength() {
        return Optional.of((long) bytes.length);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> network) {
        SdkPublisher.fromIterable(this::slices)
                .map(slice -> {
                    taken.accept(slice.limit());
                    return slice.slice();
                })
                .subscribe(network);
    }

    private Iterator<ByteBuffer> slices() {
        int count = (bytes.length + SLICE - 1) / SLICE;
        return IntStream.range(0, count)
                .mapToObj(i -> ByteBuffer.wrap(bytes, i * SLICE, Math.min(SLICE, bytes.length - i * SLICE)))
                .iterator();
    }

    @Override
    public void close() {
        // The bytes are garbage once nobody sends them.
    }
}

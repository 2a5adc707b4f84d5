package io.github.avatarsync.aws;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/**
 * A pool of connections on threads of its own. The SDK's shared threads would make every close wait two seconds for work that may
 * still come.
 */
final class Connections implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final SdkEventLoopGroup threads;
    private final SdkAsyncHttpClient http;

    /** {@code silence} is how long a connection may neither give nor take a byte. */
    Connections(int threadCount, int connectionCount, Duration silence) {
        threads = SdkEventLoopGroup.builder().numberOfThreads(threadCount).build();
        http = NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(threads)
                .maxConcurrency(connectionCount)
                .connectionTimeout(CONNECT)
                .connectionAcquisitionTimeout(silence)
                .readTimeout(silence)
                .writeTimeout(silence)
                .tcpKeepAlive(true)
                .build();
    }

    SdkAsyncHttpClient http() {
        return http;
    }

    @Override
    public void close() {
        http.close();
        // Nobody waits: the threads are daemons, and what was under way has failed already.
        var unused = threads.eventLoopGroup().shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}

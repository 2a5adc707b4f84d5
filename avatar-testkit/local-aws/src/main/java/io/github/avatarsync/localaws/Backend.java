package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/** The way to S3Proxy: relays a request as it came, so that the signature over it still holds. */
final class Backend implements AutoCloseable {
    /** Well below the 30 s after which the server closes an idle connection. */
    private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int port;
    private final Deque<BackendConnection> idle = new ConcurrentLinkedDeque<>();

    Backend(int port) {
        this.port = port;
    }

    /** Sends the request; the body of the answer has to be closed. {@code tail} sees the bytes that pass. */
    Answer send(RequestHead head, Body body, Tail tail) throws IOException {
        BackendConnection pooled = takeIdle();
        if (pooled != null) {
            try {
                return pooled.send(head, body, tail, this);
            } catch (BackendConnection.GoneException e) {
                pooled.close();
            }
        }
        return new BackendConnection(port).send(head, body, tail, this);
    }

    void giveBack(BackendConnection connection) {
        idle.push(connection);
    }

    @Nullable
    private BackendConnection takeIdle() {
        BackendConnection connection = idle.poll();
        while (connection != null && connection.idleNanos() > MAX_IDLE_NANOS) {
            connection.close();
            connection = idle.poll();
        }
        return connection;
    }

    @Override
    public void close() {
        for (BackendConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }
}

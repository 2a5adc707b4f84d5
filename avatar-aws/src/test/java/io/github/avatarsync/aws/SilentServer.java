package io.github.avatarsync.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes connections on loopback, reads what comes, and never answers. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Runnable reached;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    SilentServer(Runnable reached) {
        this.reached = reached;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                open.add(connection);
                start(() -> read(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void read(Socket connection) {
        try (InputStream in = connection.getInputStream()) {
            if (in.read() >= 0) {
                reached.run();
            }
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Gone.
        }
    }

    int connections() {
        return open.size();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.avatarsync.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** A CDN on loopback: what it answers is a function of the key. */
final class CdnServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Function<String, Optional<Page>> pages;

    /** One answer. */
    record Page(int status, byte[] body) {}

    /** {@code pages} gives the answer for a key; empty hangs up without one. */
    CdnServer(Function<String, Optional<Page>> pages) {
        this.pages = pages;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "cdn");
        thread.setDaemon(true);
        thread.start();
    }

    String domain() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            } catch (IOException e) {
                // Closed, or gone.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        BufferedReader head =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String path = head.readLine().split(" ")[1];
        while (!head.readLine().isEmpty()) {
            // Nothing else matters.
        }
        Page page = pages.apply(URLDecoder.decode(path.substring(1), StandardCharsets.UTF_8))
                .orElse(null);
        if (page != null) {
            OutputStream out = connection.getOutputStream();
            String start = "HTTP/1.1 " + page.status() + " \r\nConnection: close\r\nContent-Length: "
                    + page.body().length + "\r\n\r\n";
            out.write(start.getBytes(StandardCharsets.US_ASCII));
            out.write(page.body());
            out.flush();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

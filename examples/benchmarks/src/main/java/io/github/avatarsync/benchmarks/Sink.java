package io.github.avatarsync.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A server that takes everything and answers as S3 does to a put, without looking at a byte: what is left is the client's cost. */
final class Sink implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final String SHA256 = "x-amz-checksum-sha256";

    private final ServerSocket socket;

    Sink() throws IOException {
        socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private static void daemon(Runnable run) {
        Thread thread = new Thread(run, "sink");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void serve(Socket connection) {
        byte[] buffer = new byte[BUFFER];
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream(), BUFFER);
            OutputStream out = connection.getOutputStream();
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                Map<String, String> headers = headers(in);
                if (headers.containsKey("expect")) {
                    out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                long left = Long.parseLong(headers.getOrDefault("content-length", "0"));
                while (left > 0) {
                    left -= in.read(buffer, 0, (int) Math.min(left, BUFFER));
                }
                out.write(answer(headers.getOrDefault(SHA256, "")).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The client has hung up.
        }
    }

    private static String answer(String sha256) {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        return "HTTP/1.1 200 OK\r\nDate: " + now
                + "\r\nx-amz-request-id: 1\r\nETag: \"d41d8cd98f00b204e9800998ecf8427e\"\r\nContent-Length: 0\r\n"
                + (sha256.isEmpty() ? "" : SHA256 + ": " + sha256 + "\r\n") + "\r\n";
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(128);
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
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

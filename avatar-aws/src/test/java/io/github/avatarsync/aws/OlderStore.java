package io.github.avatarsync.aws;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A store that speaks S3 as it was years ago, in front of a newer one: whatever has a newer word in it is answered with 501, the
 * rest is relayed as it is. One request for each connection.
 */
final class OlderStore implements AutoCloseable {
    private static final List<String> NEWER = List.of(
            "expect:",
            "if-none-match:",
            "x-amz-checksum-",
            "x-amz-sdk-checksum-algorithm:",
            "x-amz-trailer:",
            "content-encoding: aws-chunked",
            "x-amz-content-sha256: streaming-");

    private final ServerSocket socket;
    private final URI behind;

    OlderStore(URI behind) {
        this.behind = behind;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "older-store");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            String head = head(in);
            String lower = head.toLowerCase(Locale.ROOT);
            if (NEWER.stream().anyMatch(word -> lower.contains("\r\n" + word))) {
                if (!lower.contains("\r\nexpect:")) { // else the body waits for a word that never comes
                    copy(in, OutputStream.nullOutputStream(), length(lower));
                }
                out.write(notImplemented());
            } else {
                relay(head, in, length(lower), out);
            }
        } catch (IOException e) {
            // The client has hung up.
        }
    }

    private void relay(String head, InputStream in, long length, OutputStream out) throws IOException {
        try (Socket server = new Socket(behind.getHost(), behind.getPort())) {
            String asked = head.replaceAll("(?i)\r\nconnection:[^\r]*", "") + "\r\nConnection: close\r\n\r\n";
            server.getOutputStream().write(asked.getBytes(StandardCharsets.ISO_8859_1));
            copy(in, server.getOutputStream(), length);
            server.getInputStream().transferTo(out);
        }
    }

    private static byte[] notImplemented() {
        String body = "<?xml version=\"1.0\"?><Error><Code>NotImplemented</Code><Message>A header you provided implies"
                + " functionality that is not implemented</Message></Error>";
        return ("HTTP/1.1 501 Not Implemented\r\nx-amz-request-id: 1\r\nContent-Type: application/xml\r\n"
                        + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Without the empty line at its end. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String end = "\r\n\r\n";
        int matched = 0;
        while (matched < end.length()) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            head.write(b);
            matched = b == end.charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return text.substring(0, text.length() - end.length());
    }

    private static long length(String lowerHead) {
        return lowerHead
                .lines()
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> Long.parseLong(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0L);
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (long left = length; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, n);
            left -= n;
        }
        out.flush();
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

package io.github.avatarsync.aws;

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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** An HTTP server on loopback whose every answer is written by the test, for what no honest server says on demand. */
final class AnsweringServer implements AutoCloseable {
    private final ServerSocket server;
    private final Script script;

    /** At which requests it hangs up instead, while their body still comes: whatever it said is lost. */
    private final Predicate<Request> hangsUp;

    private final ExecutorService threads = Executors.newCachedThreadPool(AnsweringServer::daemon);
    private final AtomicInteger requests = new AtomicInteger();

    /** What to answer to a request whose body has been read. */
    @FunctionalInterface
    interface Script {
        Answer answer(Request request);
    }

    /** A request, as far as scripts ask. */
    record Request(String method, String path, Map<String, String> headers) {
        /** The header, or an empty text. */
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** An answer; a HEAD gets no body. */
    record Answer(int status, Map<String, String> headers, String body) {
        static Answer of(int status) {
            return new Answer(status, Map.of(), "");
        }

        /** The error document of S3, with the id that every answer of S3 has. */
        static Answer s3Error(int status, String code, String message) {
            return of(status)
                    .with("x-amz-request-id", "0123456789ABCDEF")
                    .with("Content-Type", "application/xml")
                    .saying("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>"
                            + message + "</Message><RequestId>0123456789ABCDEF</RequestId></Error>");
        }

        /** An error as Cognito writes it. */
        static Answer cognitoError(int status, String type, String message) {
            return of(status)
                    .with("x-amzn-RequestId", "01234567-89ab-cdef-0123-456789abcdef")
                    .with("x-amzn-ErrorType", type + ":")
                    .with("Content-Type", "application/x-amz-json-1.1")
                    .saying("{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
        }

        static Answer json(String body) {
            return of(200).with("x-amzn-RequestId", "01234567-89ab-cdef-0123-456789abcdef")
                    .with("Content-Type", "application/x-amz-json-1.1")
                    .saying(body);
        }

        /** What a network says that wants a sign-in first. */
        static Answer webPage(int status) {
            return of(status)
                    .with("Content-Type", "text/html")
                    .saying("<html><body>Please sign in to the network.</body></html>");
        }

        Answer with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }

        Answer saying(String text) {
            return new Answer(status, headers, text);
        }
    }

    AnsweringServer(Script script) {
        this(script, request -> false);
    }

    AnsweringServer(Script script, Predicate<Request> hangsUp) {
        this.script = script;
        this.hangsUp = hangsUp;
        try {
            server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "answering-server");
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    /** One request a connection: a script is then free to say what it likes of lengths. */
    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            Request request = request(in);
            requests.incrementAndGet();
            if (hangsUp.test(request)) {
                return;
            }
            if (request.header("Expect").equals("100-continue")) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            String length = request.header("Content-Length");
            in.skipNBytes(length.isEmpty() ? 0 : Long.parseLong(length));
            write(script.answer(request), request.method().equals("HEAD"), out);
            connection.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static Request request(InputStream in) throws IOException {
        String[] first = line(in).split(" ", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return new Request(first[0], first[1], headers);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("no request");
            }
            line.append((char) c);
        }
        return line.toString().trim();
    }

    private static void write(Answer answer, boolean bodiless, OutputStream out) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Scripted\r\nConnection: close\r\n");
        answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (!answer.headers().containsKey("Content-Length")) {
            head.append("Content-Length: " + body.length + "\r\n");
        }
        head.append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(bodiless ? new byte[0] : body);
        out.flush();
    }

    int requests() {
        return requests.get();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}

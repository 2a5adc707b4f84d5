package io.github.avatarsync.localaws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request on a client's connection and the one answer to it. */
final class Exchange {
    private static final int BUFFER = 64 * 1024;

    private final RequestHead head;
    private final Socket socket;
    private final OutputStream out;
    private final Body body;
    private final boolean expectsContinue;
    private boolean bodyWanted;
    private boolean keepAlive = true;

    Exchange(RequestHead head, Socket socket, InputStream in, OutputStream out) throws IOException {
        this.head = head;
        this.socket = socket;
        this.out = out;
        body = body(head.headers(), in);
        expectsContinue = head.headers().hasToken("Expect", "100-continue");
        if (head.headers().hasToken("Connection", "close")) {
            keepAlive = false;
        }
    }

    private static Body body(Headers headers, InputStream in) throws IOException {
        if (headers.hasToken("Transfer-Encoding", "chunked")) {
            return Body.chunked(in);
        }
        String length = headers.first("Content-Length");
        try {
            return length == null ? Body.empty() : Body.fixed(in, Math.max(0, Long.parseLong(length)));
        } catch (NumberFormatException e) {
            throw new IOException("not a Content-Length", e);
        }
    }

    RequestHead head() {
        return head;
    }

    /** The body of the request; a client that waits for it is told to go on. */
    Body body() throws IOException {
        if (expectsContinue && !bodyWanted && !body.isFinished()) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        bodyWanted = true;
        return body;
    }

    /** Whether the connection is good for a next request. */
    boolean isReusable() {
        return keepAlive;
    }

    void answer(Answer answer) throws IOException {
        skipRestOfBody();
        boolean bodiless = answer.status() == 204 || answer.status() == 304;
        Headers headers = answer.headers();
        if (!keepAlive) {
            headers.set("Connection", "close");
        }
        if (!bodiless && answer.length() >= 0) {
            headers.set("Content-Length", Long.toString(answer.length()));
        } else if (!bodiless) {
            headers.set("Transfer-Encoding", "chunked");
        }
        StringBuilder text =
                new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" \r\n");
        headers.writeTo(text);
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!bodiless && !head.method().equals("HEAD")) {
            copy(answer);
        }
        out.flush();
    }

    /** The client gets no answer but an abrupt end of the connection. */
    void reset() throws IOException {
        keepAlive = false;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** What was written so far reaches the client, then the connection ends in the middle of the answer. */
    void cut() throws IOException {
        keepAlive = false;
        out.flush();
    }

    /** A client that still waits for permission to send sends nothing; everybody else is heard out. */
    private void skipRestOfBody() throws IOException {
        if (body.isFinished()) {
            return;
        }
        if (expectsContinue && !bodyWanted) {
            keepAlive = false;
        } else {
            body.drain();
        }
    }

    private void copy(Answer answer) throws IOException {
        byte[] buffer = new byte[BUFFER];
        boolean chunked = answer.length() < 0;
        for (int n = answer.body().read(buffer); n >= 0; n = answer.body().read(buffer)) {
            if (chunked) {
                out.write((Integer.toHexString(n) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            out.write(buffer, 0, n);
            if (chunked) {
                out.write('\r');
                out.write('\n');
            }
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}

package io.github.avatarsync.localaws;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection to S3Proxy, used by one request at a time. */
final class BackendConnection implements AutoCloseable {
    /** The server had closed the connection before it saw the request, and nothing of the body is used up. */
    static final class GoneException extends IOException {
        private static final long serialVersionUID = 1;

        GoneException(IOException cause) {
            super(cause);
        }
    }

    private static final int BUFFER = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private long lastUsed;
    private boolean sentWhole;
    private boolean bodyTouched;

    BackendConnection(int port) throws IOException {
        socket = new Socket(Loopback.address(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
    }

    long idleNanos() {
        return System.nanoTime() - lastUsed;
    }

    Answer send(RequestHead head, Body body, Tail tail, Backend pool) throws IOException {
        sentWhole = false;
        bodyTouched = false;
        try {
            write(head, body, tail);
            return readAnswer(head, pool);
        } catch (IOException e) {
            close();
            throw bodyTouched ? e : new GoneException(e);
        }
    }

    private void write(RequestHead head, Body body, Tail tail) throws IOException {
        boolean chunked = head.headers().hasToken("Transfer-Encoding", "chunked");
        Headers headers = head.headers().withoutHopByHop();
        headers.remove("Expect");
        if (chunked) {
            headers.set("Transfer-Encoding", "chunked");
        }
        StringBuilder text = new StringBuilder(head.method())
                .append(' ')
                .append(head.target())
                .append(" HTTP/1.1\r\n");
        headers.writeTo(text);
        try {
            out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new GoneException(e);
        }
        sentWhole = copy(body, chunked, tail);
    }

    /** Copies the body until its end, or until the server answers or hangs up before that. */
    private boolean copy(Body body, boolean chunked, Tail tail) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            bodyTouched = true;
            tail.passed(buffer, n);
            if (in.available() > 0 || !written(buffer, n, chunked)) {
                return false;
            }
        }
        return !chunked || written(new byte[0], 0, true);
    }

    private boolean written(byte[] buffer, int n, boolean chunked) {
        try {
            if (chunked) {
                out.write((Integer.toHexString(n) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            out.write(buffer, 0, n);
            if (chunked) {
                out.write(new byte[] {'\r', '\n'});
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Answer readAnswer(RequestHead head, Backend pool) throws IOException {
        String[] statusLine = Lines.require(in).split(" ", 3);
        int status = Integer.parseInt(statusLine[1]);
        Headers headers = Headers.read(in);
        if (status == 100) {
            return readAnswer(head, pool);
        }
        String length = headers.first("Content-Length");
        boolean bodiless = head.method().equals("HEAD") || status == 204 || status == 304;
        boolean chunked = headers.hasToken("Transfer-Encoding", "chunked");
        boolean delimited = bodiless || chunked || length != null;
        boolean reusable = sentWhole && delimited && !headers.hasToken("Connection", "close");
        Body body = bodiless
                ? Body.empty()
                : chunked
                        ? Body.chunked(in)
                        : length == null ? Body.untilClosed(in) : Body.fixed(in, Long.parseLong(length));
        InputStream closing = closing(body, reusable, pool);
        return new Answer(status, headers.withoutHopByHop(), closing, length == null ? -1 : Long.parseLong(length));
    }

    private InputStream closing(Body body, boolean reusable, Backend pool) {
        return new FilterInputStream(body) {
            @Override
            public void close() {
                if (reusable && body.isFinished()) {
                    lastUsed = System.nanoTime();
                    pool.giveBack(BackendConnection.this);
                } else {
                    BackendConnection.this.close();
                }
            }
        };
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost: the next request opens another connection.
        }
    }
}

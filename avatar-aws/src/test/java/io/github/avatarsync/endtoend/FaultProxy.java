package io.github.avatarsync.endtoend;

import io.github.avatarsync.endtoend.NetworkFault.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** A TCP relay on loopback in front of a server, which breaks the requests it is told to, as networks do. */
final class FaultProxy implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final int BACKLOG = 1024;
    private static final Pattern REQUEST = Pattern.compile("(GET|HEAD|PUT|POST|DELETE) /.*", Pattern.DOTALL);

    private final InetSocketAddress target;
    private final ExecutorService threads = Executors.newCachedThreadPool(FaultProxy::daemon);
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger met = new AtomicInteger();
    private final AtomicLong linkFreeAt = new AtomicLong(System.nanoTime());
    private final int port;
    private volatile ServerSocket server;
    private volatile Setting setting = new Setting(null, "");

    /** A fault, and what a request that meets it has to contain; null for none. */
    private record Setting(NetworkFault fault, String request) {}

    FaultProxy(URI server) {
        target = new InetSocketAddress(server.getHost(), server.getPort());
        try {
            this.server = listen(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = this.server.getLocalPort();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    }

    private ServerSocket listen(int at) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), BACKLOG);
        threads.execute(() -> accept(listening));
        return listening;
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Relay relay = new Relay(listening.accept());
                relays.add(relay);
                if (listening.isClosed()) {
                    relay.reset(); // It was accepted, but not yet among those that were reset.
                } else {
                    threads.execute(relay::begin);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** From now on every request whose head has this text meets the fault. */
    void begin(NetworkFault fault, String request) throws IOException {
        met.set(0);
        setting = new Setting(fault, request);
        if (fault instanceof NetworkFault.Refuse) {
            server.close();
            relays.forEach(Relay::reset);
        }
    }

    /** Lets everything pass again; what is under way breaks off. */
    void end() throws IOException {
        setting = new Setting(null, "");
        relays.forEach(Relay::reset);
        if (server.isClosed()) {
            server = listen(port);
        }
    }

    /** How many requests met the fault since it began. */
    int met() {
        return met.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        closing.countDown();
        relays.forEach(Relay::reset);
        threads.shutdownNow();
    }

    private void pause(long nanos) throws IOException {
        try {
            if (nanos > 0 && closing.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new IOException("closed");
            }
        } catch (InterruptedException e) {
            throw new IOException("closed", e);
        }
    }

    /** One connection of a client and the one to the server behind it. */
    private final class Relay {
        private final Socket client;
        private final Socket behind = new Socket();
        private final AtomicLong up = new AtomicLong();
        private final AtomicLong down = new AtomicLong();
        private volatile NetworkFault fault;

        Relay(Socket client) {
            this.client = client;
        }

        void begin() {
            try {
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                behind.connect(target);
                threads.execute(() -> pump(behind, client, Way.DOWN));
                pump(client, behind, Way.UP);
            } catch (IOException e) {
                reset();
            }
        }

        private void pump(Socket from, Socket to, Way way) {
            byte[] chunk = new byte[CHUNK];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    if (way == Way.UP) {
                        look(new String(chunk, 0, n, StandardCharsets.ISO_8859_1));
                    }
                    pass(chunk, n, way, out);
                }
                end(false);
            } catch (IOException e) {
                reset();
            }
        }

        /** At the beginning of a request: does it meet the fault? */
        private void look(String text) throws IOException {
            if (!REQUEST.matcher(text).matches()) {
                return;
            }
            Setting now = setting;
            fault = now.fault != null && text.contains(now.request) ? now.fault : null;
            if (fault != null) {
                met.incrementAndGet();
                up.set(0);
                down.set(0);
            }
            if (fault instanceof NetworkFault.Portal) {
                String page = "<html><body>Please sign in to the network.</body></html>";
                String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nDate: Tue, 24 Nov 2026 12:00:00 GMT\r\n"
                        + "Content-Length: " + page.length() + "\r\n\r\n";
                String body = text.startsWith("HEAD") ? "" : page;
                client.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        private void pass(byte[] chunk, int n, Way way, OutputStream out) throws IOException {
            NetworkFault now = fault;
            AtomicLong count = way == Way.UP ? up : down;
            long before = count.getAndAdd(n);
            if (now instanceof NetworkFault.Latency latency) {
                pause(latency.each().toNanos());
            } else if (now instanceof NetworkFault.Throttle link) {
                long took = n * 1_000_000_000L / link.bytesPerSecond();
                long free = linkFreeAt.updateAndGet(at -> Math.max(at, System.nanoTime()) + took);
                pause(free - System.nanoTime());
            } else if (now instanceof NetworkFault.Portal) {
                // The sign-in page has taken the server's place.
                return;
            } else if (now instanceof NetworkFault.Silence silence && silence.way() == way) {
                out.write(chunk, 0, (int) Math.max(0, Math.min(n, silence.after() - before)));
                return;
            } else if (now instanceof NetworkFault.Cut cut && cut.way() == way && before + n > cut.after()) {
                out.write(chunk, 0, (int) Math.max(0, cut.after() - before));
                end(true);
                return;
            } else if (now instanceof NetworkFault.Reset reset && reset.way() == way && before + n > reset.after()) {
                out.write(chunk, 0, (int) Math.max(0, reset.after() - before));
                reset();
                return;
            }
            out.write(chunk, 0, n);
        }

        /** Ends politely; {@code cut} says that the other side has not finished. */
        private void end(boolean cut) throws IOException {
            relays.remove(this);
            client.shutdownOutput();
            if (cut) {
                behind.setSoLinger(true, 0);
            }
            behind.close();
            client.close();
        }

        private void reset() {
            relays.remove(this);
            for (Socket socket : new Socket[] {client, behind}) {
                try {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException e) {
                    // Gone already.
                }
            }
        }
    }
}

package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port on loopback: a thread per connection, so that a stalled request holds up nobody else. */
final class Listener implements AutoCloseable {
    /** What one request does; the exchange has been answered or reset when it returns. */
    interface Handler {
        void handle(Exchange exchange) throws IOException;
    }

    private static final Logger log = LoggerFactory.getLogger(Listener.class);
    private static final int BUFFER = 64 * 1024;
    private static final int BACKLOG = 1024;
    private static final int LINGER_MILLIS = 1000;

    private final Handler handler;
    private final ExecutorService threads = Executors.newCachedThreadPool(Listener::daemon);
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final int port;

    @Nullable
    private ServerSocket server;

    Listener(int port, Handler handler) throws IOException {
        this.handler = handler;
        server = bind(port);
        this.port = server.getLocalPort();
        accept(server);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "local-aws");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return port;
    }

    /** From now on connections are refused, and the open ones are gone. */
    void goOffline() {
        lock.lock();
        try {
            if (server != null) {
                closeQuietly(server);
                server = null;
            }
            connections.forEach(Listener::abort);
        } finally {
            lock.unlock();
        }
    }

    /** Opens the same port again. */
    void goOnline() throws IOException {
        lock.lock();
        try {
            if (server == null && !threads.isShutdown()) {
                server = bind(port);
                accept(server);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        goOffline();
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(Loopback.address(), port), BACKLOG);
            return server;
        } catch (IOException e) {
            closeQuietly(server);
            throw e;
        }
    }

    private void accept(ServerSocket listening) {
        threads.execute(() -> {
            try {
                while (true) {
                    Socket socket = listening.accept();
                    connections.add(socket);
                    threads.execute(() -> serve(socket));
                    if (listening.isClosed()) {
                        abort(socket);
                    }
                }
            } catch (IOException | java.util.concurrent.RejectedExecutionException e) {
                log.debug("No longer listening: {}", e.toString());
            }
        });
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            boolean open = true;
            while (open) {
                RequestHead head = RequestHead.read(in);
                open = head != null && handle(new Exchange(head, socket, in, out));
            }
            closeGently(socket, in);
        } catch (IOException e) {
            log.debug("A connection ended: {}", e.toString());
        } finally {
            connections.remove(socket);
        }
    }

    private boolean handle(Exchange exchange) throws IOException {
        handler.handle(exchange);
        return exchange.isReusable();
    }

    /** Closing with unread bytes would reset the connection and could take the answer with it. */
    private static void closeGently(Socket socket, InputStream in) throws IOException {
        if (!socket.isClosed()) {
            socket.shutdownOutput();
            socket.setSoTimeout(LINGER_MILLIS);
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            log.debug("Already closed: {}", e.toString());
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            log.debug("Could not close: {}", e.toString());
        }
    }
}

package io.github.avatarsync.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Keeps connections for the next who asks, as any host's pool does; one that is broken is thrown away. */
final class PooledDataSource extends WrappedDataSource implements AutoCloseable {
    private final Connector connector;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    PooledDataSource(Connector connector) {
        this.connector = connector;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection kept = idle.poll();
        while (kept != null && !kept.isValid(1)) {
            kept.close();
            kept = idle.poll();
        }
        return lent(kept == null ? connector.connect() : kept);
    }

    private Connection lent(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                giveBack(connection);
                return null;
            }
            return call(connection, method, arguments);
        });
    }

    private void giveBack(Connection connection) throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException broken) {
            connection.close();
            return;
        }
        idle.push(connection);
        if (closed) {
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Connection each = idle.poll(); each != null; each = idle.poll()) {
            try {
                each.close();
            } catch (SQLException broken) {
                // It is closed, then.
            }
        }
    }

    interface Connector {
        Connection connect() throws SQLException;
    }
}

package io.github.avatarsync.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A transaction-aware data source, as frameworks have them: inside of a transaction a thread gets that transaction's connection. */
final class TransactionalDataSource extends WrappedDataSource {
    private final DataSource source;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    TransactionalDataSource(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection mine = current.get();
        return mine == null
                ? source.getConnection()
                : proxy(
                        Connection.class,
                        (proxy, method, arguments) -> method.getName().equals("close")
                                ? null // the transaction goes on
                                : call(mine, method, arguments));
    }

    /** Runs some work in a transaction and commits it; rolls it back if the work fails. */
    void inTransaction(Runnable work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            current.set(connection);
            boolean done = false;
            try {
                work.run();
                done = true;
            } finally {
                current.remove();
                if (done) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        }
    }
}

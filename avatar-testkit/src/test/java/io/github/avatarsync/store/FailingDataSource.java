package io.github.avatarsync.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Loses connections and reports deadlocks, when it is told to. */
final class FailingDataSource extends WrappedDataSource {
    private final DataSource source;
    private final AtomicReference<Failure> next = new AtomicReference<>();

    FailingDataSource(DataSource source) {
        this.source = source;
    }

    /** The next write whose SQL begins like this fails without effect. */
    void failNext(String sql, String state) {
        next.set(new Failure(sql, state, () -> {}, false));
    }

    /** The next write whose SQL begins like this, or COMMIT, takes effect, then something happens, and its answer is lost. */
    void loseAnswerOf(String sql, Runnable meanwhile) {
        next.set(new Failure(sql, "08006", meanwhile, true));
    }

    boolean hasFailed() {
        return next.get() == null;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = source.getConnection();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                return failing("COMMIT", () -> call(connection, method, arguments));
            }
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement ? failing((String) arguments[0], statement) : result;
        });
    }

    private PreparedStatement failing(String sql, PreparedStatement statement) {
        return proxy(
                PreparedStatement.class,
                (proxy, method, arguments) -> method.getName().equals("executeUpdate")
                        ? failing(sql, () -> call(statement, method, arguments))
                        : call(statement, method, arguments));
    }

    private Object failing(String sql, Call call) throws Throwable {
        Failure failure = next.get();
        if (failure == null || !sql.startsWith(failure.sql) || !next.compareAndSet(failure, null)) {
            return call.run();
        }
        if (failure.afterEffect) {
            call.run();
            failure.meanwhile.run();
        }
        throw new SQLException("scripted by the test", failure.state);
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private record Failure(String sql, String state, Runnable meanwhile, boolean afterEffect) {}
}

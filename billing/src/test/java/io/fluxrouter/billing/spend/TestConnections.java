package io.fluxrouter.billing.spend;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;

/** Connections to a real database over a line that can be cut. Thread-safe. */
public final class TestConnections implements ConnectionFactory {
    private final Jdbi database;
    private final AtomicInteger lostCommits = new AtomicInteger();
    private volatile boolean cut;

    public TestConnections(Jdbi database) {
        this.database = database;
    }

    /** A database that is away whenever the line is cut. */
    public Jdbi jdbi() {
        return Jdbi.create(this);
    }

    public void cut(boolean yes) {
        cut = yes;
    }

    /** The next commit arrives, but its answer is lost on the way back. */
    public void loseAnswerToNextCommit() {
        lostCommits.incrementAndGet();
    }

    @Override
    public Connection openConnection() throws SQLException {
        if (cut) throw new SQLException("the line is cut");
        // Stays open with the handle: closing the connection gives it back to the pool.
        Connection real = database.open().getConnection();
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            try {
                                Object result = method.invoke(real, arguments);
                                if (method.getName().equals("commit") && loses()) {
                                    throw new SQLException("the answer to the commit is lost");
                                }
                                return result;
                            } catch (InvocationTargetException failure) {
                                throw failure.getCause();
                            }
                        });
    }

    private boolean loses() {
        return lostCommits.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}

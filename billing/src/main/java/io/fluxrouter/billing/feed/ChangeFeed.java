package io.fluxrouter.billing.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other nodes (and this one) announce, over a connection of its own. A lost connection
 * is opened again, and then every listener reads everything anew, because news sent in between is
 * gone. The same happens after the first connect, and when a listener fails: it may have missed
 * something.
 *
 * <p>Threads: listeners are called one after the other on the feed's daemon thread.
 */
public final class ChangeFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** After so long a silence we ask the server whether it is still there. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final ConnectionFactory connections;
    private final List<NewsListener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean connected;
    private volatile @Nullable Connection current;

    /**
     * @param connections opens connections outside of any pool: one is kept for good
     */
    public ChangeFeed(ConnectionFactory connections) {
        this.connections = connections;
        this.thread = Thread.ofPlatform().daemon().name("change-feed").unstarted(this::run);
    }

    /** Add all listeners before {@link #start}: the first connect has them read everything. */
    public void listen(NewsListener listener) {
        listeners.add(listener);
    }

    public void start() {
        thread.start();
    }

    /** Whether news arrives: false from a failure until everything has been read again. */
    public boolean connected() {
        return connected;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Connection open = current;
        if (open != null) closeQuietly(open); // ends a read that is under way
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            boolean hadConnected = false;
            try {
                follow();
            } catch (SQLException | RuntimeException failure) {
                hadConnected = connected;
                if (!closed) LOG.warn("no news from the database: {}", failure.toString());
            } finally {
                connected = false;
            }
            if (hadConnected) pause = FIRST_PAUSE;
            if (!closed) LockSupport.parkNanos(pause.toNanos());
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private void follow() throws SQLException {
        try (Connection connection = connections.openConnection()) {
            current = connection;
            connection.setAutoCommit(true);
            // A peer that vanished without a word is noticed when it does not answer the question.
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER.toMillis()));
            execute(connection, "LISTEN " + News.CHANNEL);
            listeners.forEach(NewsListener::reloadAll);
            connected = true;
            PGConnection source = connection.unwrap(PGConnection.class);
            while (!closed) {
                PGNotification[] heard =
                        source.getNotifications(Math.toIntExact(SILENCE.toMillis()));
                if (heard == null || heard.length == 0) {
                    execute(connection, "SELECT 1");
                } else {
                    dispatch(heard);
                }
            }
        } finally {
            current = null;
        }
    }

    private void dispatch(PGNotification[] notifications) {
        for (PGNotification notification : notifications) {
            News.parse(notification.getParameter())
                    .ifPresent(news -> listeners.forEach(listener -> listener.heard(news)));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyBroken) {
            LOG.debug("closing", alreadyBroken);
        }
    }
}

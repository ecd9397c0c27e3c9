package io.fluxrouter.billing.database;

import java.time.Duration;

/**
 * How to open a database.
 *
 * @param poolSize the most connections open at once
 * @param connectionTimeout how long to wait for a connection, a new one or one from the pool
 * @param statementTimeout after which the server gives a statement up; a long job may raise it for
 *     its own transaction with SET LOCAL
 * @param socketTimeout after which we give up a server that says nothing, and the connection with
 *     it
 */
public record DatabaseSettings(
        DatabaseUrl url,
        int poolSize,
        Duration connectionTimeout,
        Duration statementTimeout,
        Duration socketTimeout) {
    private static final int POOL_SIZE = 10;

    public DatabaseSettings {
        // Else the driver drops a healthy connection while the server still works on the statement.
        if (socketTimeout.compareTo(statementTimeout) <= 0) {
            throw new IllegalArgumentException("the socket timeout must exceed the statement's");
        }
    }

    public static DatabaseSettings of(DatabaseUrl url) {
        return new DatabaseSettings(
                url,
                POOL_SIZE,
                Duration.ofSeconds(3),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30));
    }

    /** Reads an address as in {@code FLUX_DATABASE_URL}. */
    public static DatabaseSettings of(String url) {
        return of(DatabaseUrl.parse(url));
    }

    public DatabaseSettings withPoolSize(int size) {
        return new DatabaseSettings(url, size, connectionTimeout, statementTimeout, socketTimeout);
    }

    public DatabaseSettings withTimeouts(Duration connection, Duration statement, Duration socket) {
        return new DatabaseSettings(url, poolSize, connection, statement, socket);
    }
}

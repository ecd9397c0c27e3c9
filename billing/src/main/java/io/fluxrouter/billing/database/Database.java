package io.fluxrouter.billing.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * An open PostgreSQL database with the current schema, reached through a pool of connections.
 *
 * <p>It must be there when it is opened. A later outage makes statements fail within the timeouts
 * of {@link DatabaseSettings}; when the server is back, so are the connections. Thread-safe.
 */
public final class Database implements AutoCloseable {
    // Long enough for bursts to find warm connections, short enough that a night gives memory back.
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);
    private static final Duration VALIDATION_LIMIT = Duration.ofSeconds(2);

    /** Enough for lease questions of some dozens of customers at once; each takes a millisecond. */
    private static final int RESERVED = 4;

    private final HikariDataSource pool;
    private final DatabaseSettings settings;
    private final Jdbi jdbi;
    private @Nullable HikariDataSource reserved; // guarded by this

    private Database(HikariDataSource pool, DatabaseSettings settings) {
        this.pool = pool;
        this.settings = settings;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Connects, and brings the schema up to date.
     *
     * @throws DatabaseException if the server does not answer, refuses us, or a migration fails
     */
    public static Database open(DatabaseSettings settings) {
        Schema.migrate(settings);
        return connect(settings);
    }

    /** Connects to a database whose schema is known to be current. */
    static Database connect(DatabaseSettings settings) {
        try {
            return new Database(new HikariDataSource(poolOf(settings)), settings);
        } catch (RuntimeException failure) {
            throw new DatabaseException(
                    "the database " + settings.url() + " cannot be opened: " + rootOf(failure),
                    failure);
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /**
     * Connections for what a request waits for: the work behind the scenes, of which there is much,
     * can never take them all.
     */
    public synchronized Jdbi reserved() {
        if (reserved == null) {
            HikariConfig config = poolOf(settings);
            config.setPoolName("fluxrouter-reserved");
            config.setMaximumPoolSize(RESERVED);
            reserved = new HikariDataSource(config);
        }
        return Jdbi.create(reserved);
    }

    /** Closes all connections. */
    @Override
    public synchronized void close() {
        if (reserved != null) reserved.close();
        pool.close();
    }

    private static HikariConfig poolOf(DatabaseSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("fluxrouter");
        config.setJdbcUrl(settings.url().jdbcUrl());
        config.setUsername(settings.url().user());
        config.setPassword(settings.url().password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setIdleTimeout(IDLE_LIMIT.toMillis());
        config.setConnectionTimeout(settings.connectionTimeout().toMillis());
        config.setValidationTimeout(
                Math.min(VALIDATION_LIMIT.toMillis(), settings.connectionTimeout().toMillis()));
        // As a statement and not as a start-up option, which connection poolers refuse.
        config.setConnectionInitSql(
                "SET TIME ZONE 'UTC'; SET statement_timeout = "
                        + settings.statementTimeout().toMillis());
        String connectSeconds = Long.toString(settings.connectionTimeout().toSeconds());
        config.addDataSourceProperty("connectTimeout", connectSeconds);
        config.addDataSourceProperty("loginTimeout", connectSeconds);
        config.addDataSourceProperty(
                "socketTimeout", Long.toString(settings.socketTimeout().toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A batch of inserts goes as statements of many rows.
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "fluxrouter");
        return config;
    }

    /** The innermost cause: what the driver said, which never includes a password. */
    static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof SQLException)) root = root.getCause();
        return String.valueOf(root.getMessage());
    }
}

package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.DatabaseSettings;
import io.fluxrouter.billing.database.DatabaseUrl;
import io.fluxrouter.billing.database.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The database of this node: the operator's own, or the embedded one that lives and dies with the
 * process.
 */
public final class Storage implements AutoCloseable {
    private final Optional<EmbeddedPostgres> embedded;
    private final Database database;

    private final DatabaseSettings settings;

    private Storage(Optional<EmbeddedPostgres> embedded, DatabaseSettings settings) {
        this.embedded = embedded;
        this.settings = settings;
        this.database = Database.open(settings);
    }

    static Storage open(Config config) {
        if (config.databaseUrl().isPresent()) {
            DatabaseSettings settings = DatabaseSettings.of(config.databaseUrl().get());
            return new Storage(Optional.empty(), settings);
        }
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(config.dataDirectory().resolve("postgres"));
        try {
            return new Storage(Optional.of(postgres), postgres.settings());
        } catch (RuntimeException failure) {
            postgres.close();
            throw failure;
        }
    }

    public Database database() {
        return database;
    }

    /** A connection outside of the pool, for whoever keeps one for good. */
    Connection dedicatedConnection() throws SQLException {
        DatabaseUrl url = settings.url();
        return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    }

    public Optional<EmbeddedPostgres> embedded() {
        return embedded;
    }

    @Override
    public void close() {
        database.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }
}

package io.fluxrouter.billing.database;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** The tables, brought up to date from the scripts in {@code db/migration} on the class path. */
final class Schema {
    private Schema() {}

    /**
     * Runs the scripts that have not run yet. Processes that start together take turns by a lock in
     * the database. A script may take long (an index on a big table), so no timeout applies but the
     * one for connecting.
     */
    static void migrate(DatabaseSettings settings) {
        PGSimpleDataSource source = sourceOf(settings);
        requireReachable(source, settings.url());
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .validateMigrationNaming(true)
                    .callbacks(new MigrationZone())
                    .loggers(MigrationLog.class.getName())
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw new DatabaseException(
                    "the schema of "
                            + settings.url()
                            + " cannot be brought up to date: "
                            + failure.getMessage(),
                    failure);
        }
    }

    private static void requireReachable(PGSimpleDataSource source, DatabaseUrl url) {
        try {
            source.getConnection().close();
        } catch (SQLException failure) {
            throw new DatabaseException(
                    "the database " + url + " cannot be reached: " + failure.getMessage(), failure);
        }
    }

    private static PGSimpleDataSource sourceOf(DatabaseSettings settings) {
        var source = new PGSimpleDataSource();
        source.setUrl(settings.url().jdbcUrl());
        source.setUser(settings.url().user());
        source.setPassword(settings.url().password());
        source.setConnectTimeout((int) settings.connectionTimeout().toSeconds());
        // For a server that accepts the connection and then says nothing.
        source.setLoginTimeout((int) settings.connectionTimeout().toSeconds());
        source.setTcpKeepAlive(true);
        return source;
    }
}

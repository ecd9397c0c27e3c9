package io.fluxrouter.billing.database;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Runs the scripts in UTC, whatever zone the server or this process is in. */
final class MigrationZone implements Callback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_CONNECT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
        } catch (SQLException failure) {
            throw new FlywayException("the time zone cannot be set", failure);
        }
    }

    @Override
    public String getCallbackName() {
        return "migration-zone";
    }
}

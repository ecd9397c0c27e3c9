package io.fluxrouter.billing.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The promise of a server that a reported commit survives a power cut. */
final class Durability {
    private static final List<String> MUST_BE_ON =
            List.of("fsync", "synchronous_commit", "full_page_writes");

    private Durability() {}

    /** Asks the server itself, and throws if it does not promise. */
    static void require(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : MUST_BE_ON) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    if (!"on".equals(row.getString(1))) throw notDurable(setting);
                }
            }
        }
    }

    private static DatabaseException notDurable(String setting) {
        return new DatabaseException(
                "PostgreSQL runs with "
                        + setting
                        + " off: a power cut could lose money that was booked. Not starting");
    }
}

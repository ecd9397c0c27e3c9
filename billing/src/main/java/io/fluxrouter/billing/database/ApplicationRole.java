package io.fluxrouter.billing.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** The role that the application connects as: it owns its database, and nothing else. */
final class ApplicationRole {
    private ApplicationRole() {}

    /**
     * Makes role and database of the same name where they are missing; safe to repeat after a
     * crash.
     */
    static void prepare(Connection superuser, String name, String password) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            if (!exists(superuser, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute(
                        "CREATE ROLE "
                                + name
                                + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION");
            }
            // Hashed by the driver, so that the password itself can reach no log. Each time, so
            // that
            // deleting the file is a way to get a new one.
            superuser
                    .unwrap(PGConnection.class)
                    .alterUserPassword(name, password.toCharArray(), "scram-sha-256");
            if (!exists(superuser, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            }
        }
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}

package io.fluxrouter.billing.database;

import org.jspecify.annotations.Nullable;

/**
 * Says why the database could not be started or opened, in words for the operator. The message
 * never holds a password.
 */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DatabaseException(String message) {
        this(message, null);
    }

    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

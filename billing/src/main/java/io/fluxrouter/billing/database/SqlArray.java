package io.fluxrouter.billing.database;

import java.util.Collection;
import org.jdbi.v3.core.argument.Argument;

/**
 * A list bound as one PostgreSQL array, for {@code unnest} and {@code = ANY}: many rows in one
 * statement, whose text does not change with their number.
 */
public final class SqlArray {
    private SqlArray() {}

    public static Argument uuids(Collection<?> values) {
        return of("uuid", values);
    }

    public static Argument bigints(Collection<?> values) {
        return of("int8", values);
    }

    public static Argument texts(Collection<?> values) {
        return of("text", values);
    }

    /** Of {@link java.time.LocalDate}. */
    public static Argument dates(Collection<?> values) {
        return of("date", values);
    }

    /** Of {@link java.time.Instant}. */
    public static Argument instants(Collection<?> values) {
        return of("timestamptz", values);
    }

    public static Argument byteas(Collection<byte[]> values) {
        return of("bytea", values.toArray(byte[][]::new));
    }

    private static Argument of(String type, Collection<?> values) {
        return of(type, values.toArray());
    }

    private static Argument of(String type, Object[] elements) {
        return (position, statement, context) ->
                statement.setArray(
                        position, statement.getConnection().createArrayOf(type, elements));
    }
}

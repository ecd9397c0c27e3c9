package io.fluxrouter.billing.database;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * A list bound as one PostgreSQL array, for {@code unnest} and {@code = ANY}: many rows in one
 * statement, whose text does not change with their number.
 */
public final class SqlArray {
    private static final int UUID_CHARS = 36;

    private SqlArray() {}

    /** Of {@link UUID}. Written out here, as the driver looks at each character. */
    public static Argument uuids(Collection<?> values) {
        StringBuilder text = new StringBuilder(2 + values.size() * (UUID_CHARS + 1));
        for (Object value : values) append(text, value.toString());
        return literal("_uuid", text);
    }

    /** Of {@link Long}, or null. The driver sends these as bytes. */
    public static Argument bigints(Collection<?> values) {
        return of("int8", values.toArray(Long[]::new));
    }

    /** Of {@link String}, or null. */
    public static Argument texts(Collection<?> values) {
        return of("text", values.toArray(String[]::new));
    }

    /** Of {@link java.time.LocalDate}. */
    public static Argument dates(Collection<?> values) {
        return of("date", values.toArray());
    }

    /** Of {@link Instant}. Equal ones in a row, as hours often are, are formatted once. */
    public static Argument instants(Collection<?> values) {
        StringBuilder text = new StringBuilder();
        @Nullable Object last = null;
        String lastText = "";
        for (Object value : values) {
            if (!value.equals(last)) {
                last = value;
                lastText = value.toString();
            }
            append(text, lastText);
        }
        return literal("_timestamptz", text);
    }

    private static void append(StringBuilder text, String element) {
        text.append(text.isEmpty() ? '{' : ',').append(element);
    }

    private static Argument literal(String type, StringBuilder text) {
        String array = text.isEmpty() ? "{}" : text.append('}').toString();
        return (position, statement, context) -> {
            PGobject value = new PGobject();
            value.setType(type);
            value.setValue(array);
            statement.setObject(position, value);
        };
    }

    public static Argument byteas(Collection<byte[]> values) {
        return of("bytea", values.toArray(byte[][]::new));
    }

    private static Argument of(String type, Object[] elements) {
        return (position, statement, context) ->
                statement.setArray(
                        position, statement.getConnection().createArrayOf(type, elements));
    }
}

package io.fluxrouter.app.hostile;

import static io.fluxrouter.app.hostile.RawHttp.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Bad input in every field of every call under /api/v1 that writes, as openapi.yaml has them: 422
 * that names the field, and nothing is stored.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BadFieldsTest {
    /**
     * Sending goes on, of events that were there before, while the sweep counts; and tries to sign
     * in are counted whatever they say.
     */
    private static final Set<String> NOT_OF_THE_CALLS =
            Set.of("webhook_delivery", "webhook_attempt", "attempt");

    private Surface surface;
    private Existing others;
    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    void start() {
        surface = new Surface();
        others = Existing.of(ApiVisitor.signedUp(surface.node().api(), "others"));
    }

    @AfterAll
    void nothing_was_charged_and_the_node_still_serves() {
        surface.close();
    }

    @Test
    void bad_input_in_every_field_is_a_422_that_names_it_and_nothing_is_stored() {
        List<Operation> calls =
                surface.operations().stream()
                        .filter(call -> call.path().startsWith("/api/v1/") && call.hasBody())
                        .toList();
        assertThat(calls).hasSizeGreaterThan(20);
        for (Operation call : calls) {
            Map<String, Long> before = rows();
            call.fields().forEach((field, schema) -> sendAll(call, field, schema));
            Map<String, Long> after = rows();
            if (!after.equals(before)) {
                after.entrySet().removeAll(before.entrySet());
                wrong.add(call + " stored something: " + after);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void sendAll(Operation call, String field, Map<String, Object> schema) {
        List<String> values = new ArrayList<>(HostileValues.of(schema));
        if (call.body().required().contains(field)) values.add("null");
        for (String value : values) expectNamed(call, field, value);
        expect4xx(call, field, HostileValues.deepArray());
        expect4xx(call, field, HostileValues.deepObject());
        if ("uuid".equals(schema.get("format"))) {
            Optional<String> theirs = others.find(field);
            theirs.ifPresent(id -> expect4xx(call, field, HostileValues.quoted(id)));
        }
    }

    private void expectNamed(Operation call, String field, String value) {
        RawAnswer answer = surface.send(call, with(call, field, value));
        boolean named = answer.error().path("param").asString("").startsWith(field);
        boolean refused = answer.refuses() && answer.status() == 422 && named;
        boolean nothingThere = answer.status() == 404 && !surface.knows(call);
        if (!refused && !nothingThere && !wrongPassword(call, field, answer)) {
            note(call, field, value, answer);
        }
    }

    /** A text that cannot be anybody's password is as wrong as any other, and told no more of. */
    private static boolean wrongPassword(Operation call, String field, RawAnswer answer) {
        return call.path().equals("/api/v1/auth/login")
                && field.equals("password")
                && answer.status() == 401;
    }

    private void expect4xx(Operation call, String field, String value) {
        RawAnswer answer = surface.send(call, with(call, field, value));
        if (!answer.refuses()) note(call, field, value, answer);
    }

    private byte[] with(Operation call, String field, String value) {
        Map<String, String> fields = new LinkedHashMap<>(surface.fields(call));
        fields.put(field, value);
        return bytes(Surface.json(fields));
    }

    private void note(Operation call, String field, String value, RawAnswer answer) {
        String shown = value.substring(0, Math.min(40, value.length()));
        wrong.add(call + " " + field + "=" + shown + " -> " + answer);
    }

    /** How many rows each table has that has any. */
    private Map<String, Long> rows() {
        try (Connection connection = DriverManager.getConnection(surface.node().databaseUrl());
                Statement statement = connection.createStatement();
                ResultSet names =
                        statement.executeQuery(
                                """
                                SELECT oid::regclass::text FROM pg_class
                                WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                                """)) {
            Map<String, Long> rows = new TreeMap<>();
            while (names.next())
                rows.put(names.getString(1), count(connection, names.getString(1)));
            rows.values().removeIf(count -> count == 0);
            rows.keySet().removeAll(NOT_OF_THE_CALLS);
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }
}

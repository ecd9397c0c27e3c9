package io.fluxrouter.billing.total;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.meter.PropertyFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/** A statement that grows, with the values that it binds: no name or text of a sender is in it. */
final class SqlText {
    private final Map<String, Object> values = new HashMap<>();
    private final EventTable table;

    SqlText(EventTable table) {
        this.table = table;
    }

    String bind(Object value) {
        String name = "p" + values.size();
        values.put(name, value);
        return ":" + name;
    }

    void bindAll(SqlStatement<?> statement) {
        values.forEach(statement::bind);
    }

    /** The steps of one way to find a property: {@code -> 'a' -> 'b.c'}. */
    String arrows(List<String> path) {
        return path.stream()
                .map(step -> " -> CAST(" + bind(step) + " AS text)")
                .collect(Collectors.joining());
    }

    /**
     * The ways in which MeterEvent finds a property, in its order: by the whole name, then by the
     * rest of the name in the object that its first part names, and so on.
     */
    static List<List<String>> paths(String property) {
        String rest = property.startsWith("$.") ? property.substring(2) : property;
        List<String> parents = new ArrayList<>();
        List<List<String>> paths = new ArrayList<>();
        while (true) {
            List<String> path = new ArrayList<>(parents);
            path.add(rest);
            paths.add(path);
            int dot = rest.indexOf('.');
            if (dot < 0) return paths;
            parents.add(rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
    }

    String number(String property) {
        return "event_number(" + table.property(property, this) + ")";
    }

    /** Compared byte by byte, as texts are in Java. */
    String text(String property) {
        return "(event_text(" + table.property(property, this) + ") COLLATE \"C\")";
    }

    String condition(PropertyFilter filter) {
        return switch (filter) {
            case PropertyFilter.OneOf(var property, var texts) ->
                    text(property) + " = ANY(" + bind(SqlArray.texts(texts)) + ")";
            case PropertyFilter.NoneOf(var property, var texts) ->
                    "coalesce("
                            + text(property)
                            + " <> ALL("
                            + bind(SqlArray.texts(texts))
                            + "), true)";
            case PropertyFilter.Present(var property) -> text(property) + " IS NOT NULL";
            case PropertyFilter.AtLeast(var property, var lowest) ->
                    number(property) + " >= " + bind(lowest);
            case PropertyFilter.Below(var property, var bound) ->
                    number(property) + " < " + bind(bound);
        };
    }
}

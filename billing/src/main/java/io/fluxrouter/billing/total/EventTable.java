package io.fluxrouter.billing.total;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.meter.LlmEvents;
import java.util.List;
import java.util.Set;

/** A table whose rows are events, and how SQL reads a property of one. Its alias is e. */
enum EventTable {
    /** What was sent; a corrected event does not count. */
    SENT(
            "meter_event e",
            "e.organization_id = :organization AND e.name = :name AND NOT EXISTS"
                    + " (SELECT FROM meter_event_correction c WHERE c.event_id = e.id)",
            "e.arrival",
            Set.of()) {
        @Override
        String property(String name, SqlText sql) {
            return SqlText.paths(name).stream()
                    .map(path -> "e.properties" + sql.arrows(path))
                    .reduce((one, other) -> one + ", " + other)
                    .map(all -> "coalesce(" + all + ")")
                    .orElseThrow();
        }

        @Override
        String properties() {
            return "e.properties";
        }
    },
    /**
     * The gateway's requests, all of them the operator's. Their properties are the columns, and the
     * cost in dollars.
     */
    REQUESTS(
            "usage_event e",
            ofOperator(LlmEvents.NAME),
            "e.settlement_id",
            Set.of(
                    "key_id",
                    "requested_model",
                    "model",
                    "provider",
                    "lane",
                    "outcome",
                    "streaming",
                    "prompt_tokens",
                    "completion_tokens",
                    "cached_tokens",
                    "reasoning_tokens",
                    "latency_ms",
                    "cost_usd",
                    "market_cost_usd",
                    "provider_cost_usd")),
    /** What of the requests' cost goes on an invoice. */
    CHARGES(
            "usage_charge e",
            ofOperator(LlmEvents.CHARGE),
            "e.settlement_id",
            Set.of("lane", "model", "amount_usd"));

    private final String from;
    private final String counts;
    private final String arrival;

    @SuppressWarnings("ImmutableEnumChecker") // always a Set.of
    private final Set<String> columns;

    EventTable(String from, String counts, String arrival, Set<String> columns) {
        this.from = from;
        this.counts = counts;
        this.arrival = arrival;
        this.columns = columns;
    }

    static EventTable of(String eventName) {
        return switch (eventName) {
            case LlmEvents.NAME -> REQUESTS;
            case LlmEvents.CHARGE -> CHARGES;
            default -> SENT;
        };
    }

    String from() {
        return from;
    }

    /** The condition on events of the name that count. */
    String counts() {
        return counts;
    }

    String arrival() {
        return arrival;
    }

    /** The property as jsonb; NULL where the event has none. */
    String property(String name, SqlText sql) {
        String plain = name.startsWith("$.") ? name.substring(2) : name;
        return columns.contains(plain) ? "to_jsonb(" + column(plain) + ")" : "NULL::jsonb";
    }

    /** All properties as one object. */
    String properties() {
        List<String> members =
                columns.stream().sorted().map(name -> "'" + name + "', " + column(name)).toList();
        return "jsonb_build_object(" + String.join(", ", members) + ")";
    }

    private static String ofOperator(String eventName) {
        return "CAST(:name AS text) = '"
                + eventName
                + "' AND CAST(:organization AS uuid) = '"
                + Organization.OPERATOR
                + "'";
    }

    private static String column(String name) {
        return name.endsWith("_usd")
                ? "e." + name.replace("_usd", "_nanos") + " * 0.000000001"
                : "e." + name;
    }
}

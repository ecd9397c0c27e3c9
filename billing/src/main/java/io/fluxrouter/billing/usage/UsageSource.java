package io.fluxrouter.billing.usage;

import io.fluxrouter.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/** A table that a summary can be made from. Both give the same sums for whole hours. */
enum UsageSource {
    HOURLY("usage_hourly", "hour", "sum(requests)", "sum(failed_requests)"),
    EVENTS(
            "usage_event",
            "occurred_at",
            "count(*)",
            "count(*) FILTER (WHERE outcome NOT IN ('completed', 'caller_gone'))");

    private final String table;
    private final String time;
    private final String requests;
    private final String failed;

    UsageSource(String table, String time, String requests, String failed) {
        this.table = table;
        this.time = time;
        this.requests = requests;
        this.failed = failed;
    }

    /** The statement; its parameters are from, to and, where the query has them, the ids. */
    String select(UsageQuery query) {
        return """
        SELECT %s AS name, %s AS requests, %s AS failed, sum(prompt_tokens) AS prompt,
               sum(completion_tokens) AS completion, sum(cached_tokens) AS cached,
               sum(reasoning_tokens) AS reasoning, sum(cost_nanos) AS cost,
               sum(market_cost_nanos) AS market, sum(provider_cost_nanos) AS provider_cost
        FROM %s WHERE %s >= :from AND %s < :to%s GROUP BY 1 ORDER BY 1
        """
                .formatted(group(query.groupBy()), requests, failed, table, time, time, who(query));
    }

    /** A key's customer is looked up, as the tables are indexed by customer. */
    private static String who(UsageQuery query) {
        String customer =
                query.customerId() != null
                        ? " AND customer_id = :customerId"
                        : " AND customer_id = (SELECT customer_id FROM api_key WHERE id = :keyId)";
        if (query.keyId() != null) return customer + " AND key_id = :keyId";
        return query.customerId() != null ? customer : "";
    }

    private String group(GroupBy groupBy) {
        return switch (groupBy) {
            case CUSTOMER -> "customer_id::text";
            case KEY -> "key_id::text";
            case PROVIDER -> "provider";
            case MODEL -> "model";
            case LANE -> "lane";
            case DATE -> utc("YYYY-MM-DD");
            case HOUR -> utc("YYYY-MM-DD\"T\"HH24:00:00\"Z\"");
            case NONE -> "''::text";
        };
    }

    private String utc(String format) {
        return "to_char(%s AT TIME ZONE 'UTC', '%s')".formatted(time, format);
    }

    static UsageRow row(ResultSet row, StatementContext context) throws SQLException {
        return new UsageRow(
                row.getString("name"),
                new UsageTotals(
                        row.getLong("requests"),
                        row.getLong("failed"),
                        row.getLong("prompt"),
                        row.getLong("completion"),
                        row.getLong("cached"),
                        row.getLong("reasoning"),
                        Money.ofNanos(row.getLong("cost")),
                        Money.ofNanos(row.getLong("market")),
                        Money.ofNanos(row.getLong("provider_cost"))));
    }
}

package io.fluxrouter.billing.usage;

import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.usage.Figures;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.core.usage.UsageEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/** Rows of {@code usage_event}, read. */
public final class UsageEvents {
    private UsageEvents() {}

    /** The event as it was settled, to the microsecond. */
    public static UsageEvent read(ResultSet row) throws SQLException {
        return new UsageEvent(
                row.getObject("id", UUID.class),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("customer_id", UUID.class),
                row.getObject("key_id", UUID.class),
                row.getString("requested_model"),
                row.getString("model"),
                row.getString("provider"),
                lane(row.getString("lane")),
                row.getString("route_reason"),
                tokens(row),
                figures(row),
                row.getInt("latency_ms"),
                row.getInt("status"),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getBoolean("streaming"),
                row.getBoolean("estimated"),
                row.getBoolean("overrun"),
                row.getString("client_ip"),
                row.getString("user_agent"));
    }

    private static Lane lane(String key) {
        return Lane.byKey(key).orElseThrow(() -> new IllegalArgumentException("no lane " + key));
    }

    private static TokenUsage tokens(ResultSet row) throws SQLException {
        return new TokenUsage(
                row.getLong("prompt_tokens"),
                row.getLong("completion_tokens"),
                row.getLong("cached_tokens"),
                row.getLong("reasoning_tokens"));
    }

    private static Figures figures(ResultSet row) throws SQLException {
        return new Figures(
                Money.ofNanos(row.getLong("cost_nanos")),
                Money.ofNanos(row.getLong("market_cost_nanos")),
                Money.ofNanos(row.getLong("provider_cost_nanos")));
    }
}

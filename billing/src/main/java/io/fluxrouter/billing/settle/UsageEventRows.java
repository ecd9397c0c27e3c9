package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.database.BinaryCopy;
import io.fluxrouter.core.usage.UsageEvent;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Writes rows of {@code usage_event} by COPY: the one statement whose size is the batch's. */
final class UsageEventRows {
    private static final String COPY =
            """
            COPY usage_event (id, occurred_at, customer_id, key_id, requested_model, model, provider, lane,
                route_reason, prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, cost_nanos,
                market_cost_nanos, provider_cost_nanos, latency_ms, status, outcome, streaming, estimated,
                overrun, client_ip, user_agent, settlement_id)
            FROM STDIN (FORMAT binary)
            """;
    private static final int COLUMNS = 25;

    private UsageEventRows() {}

    static void insert(Handle tx, Collection<UsageEvent> events, long settlementId)
            throws SQLException {
        var rows = new BinaryCopy();
        for (UsageEvent event : events) write(rows, event, settlementId);
        rows.send(tx, COPY);
    }

    private static void write(BinaryCopy rows, UsageEvent event, long settlementId) {
        rows.row(COLUMNS);
        rows.uuid(event.id());
        rows.instant(event.occurredAt());
        rows.uuid(event.customerId());
        rows.uuid(event.keyId());
        rows.text(event.requestedModel());
        rows.text(event.model());
        rows.text(event.provider());
        rows.text(event.lane().key());
        rows.text(event.routeReason());
        rows.bigint(event.tokens().promptTokens());
        rows.bigint(event.tokens().completionTokens());
        rows.bigint(event.tokens().cachedTokens());
        rows.bigint(event.tokens().reasoningTokens());
        rows.bigint(event.figures().cost().nanos());
        rows.bigint(event.figures().marketCost().nanos());
        rows.bigint(event.figures().providerCost().nanos());
        rows.integer(event.latencyMillis());
        rows.smallint(event.status());
        rows.text(event.outcome().name().toLowerCase(Locale.ROOT));
        rows.bool(event.streaming());
        rows.bool(event.estimated());
        rows.bool(event.overrun());
        rows.text(event.clientIp());
        rows.text(event.userAgent());
        rows.bigint(settlementId);
    }
}

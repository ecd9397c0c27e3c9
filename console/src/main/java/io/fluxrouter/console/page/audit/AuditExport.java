package io.fluxrouter.console.page.audit;

import io.fluxrouter.billing.usage.RequestLog;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Csv;
import io.fluxrouter.console.page.Period;
import io.fluxrouter.core.usage.RequestId;
import io.fluxrouter.core.usage.UsageEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files of all requests of a filter, of any number: written page by page while they are read. The
 * columns are those of the reference's audit trail, and what explains the cost.
 */
final class AuditExport {
    private static final String[] COLUMNS = {
        "request_id",
        "created_at",
        "key_name",
        "key_id",
        "requested_model",
        "model",
        "provider",
        "lane",
        "route_reason",
        "prompt_tokens",
        "cached_tokens",
        "completion_tokens",
        "reasoning_tokens",
        "cost_usd",
        "market_cost_usd",
        "saved_usd",
        "latency_ms",
        "status",
        "outcome",
        "streamed",
        "estimated",
        "client_ip",
        "user_agent"
    };

    private final RequestLog log;
    private final Map<UUID, String> keys;

    AuditExport(RequestLog log, Map<UUID, String> keys) {
        this.log = log;
        this.keys = keys;
    }

    Reply csv(AuditFilter filter, ExportProgress.Export progress) {
        return Csv.reply(
                name(filter),
                out -> {
                    out.row(COLUMNS);
                    each(filter, progress, event -> writeRow(out, event));
                });
    }

    Reply jsonLines(AuditFilter filter, ExportProgress.Export progress) {
        return Reply.streamed(
                        "application/x-ndjson",
                        out -> each(filter, progress, event -> writeLine(out, event)))
                .with("Content-Disposition", "attachment; filename=\"" + name(filter) + ".jsonl\"")
                .with("X-Content-Type-Options", "nosniff");
    }

    private static String name(AuditFilter filter) {
        Period period = filter.period();
        return "audit-" + period.firstDay() + "-" + period.lastDay();
    }

    private void each(AuditFilter filter, ExportProgress.Export progress, Consumer<UsageEvent> row)
            throws IOException {
        ExportProgress.End end = ExportProgress.End.CUT;
        try {
            log.each(
                    filter.usage(),
                    filter.failed(),
                    page -> {
                        for (UsageEvent event : page) {
                            row.accept(event);
                            progress.row();
                        }
                        return true;
                    });
            end = ExportProgress.End.WHOLE;
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        } finally {
            progress.end(end);
        }
    }

    private void writeRow(Csv out, UsageEvent event) {
        try {
            out.row(values(event).stream().map(AuditExport::text).toArray(String[]::new));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void writeLine(OutputStream out, UsageEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<Object> values = values(event);
        for (int i = 0; i < COLUMNS.length; i++) put(json, COLUMNS[i], values.get(i));
        try {
            out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static void put(ObjectNode json, String name, Object value) {
        switch (value) {
            case Long number -> json.put(name, number);
            case Integer number -> json.put(name, number);
            case BigDecimal number -> json.put(name, number.toPlainString());
            case Boolean is -> json.put(name, is);
            default -> json.put(name, value.toString());
        }
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** In the order of the columns; money as decimals, exact. */
    private List<Object> values(UsageEvent event) {
        return List.of(
                RequestId.format(event.id()),
                event.occurredAt(),
                keys.getOrDefault(event.keyId(), ""),
                event.keyId(),
                event.requestedModel(),
                event.model(),
                event.provider(),
                event.lane().key(),
                event.routeReason(),
                event.tokens().promptTokens(),
                event.tokens().cachedTokens(),
                event.tokens().completionTokens(),
                event.tokens().reasoningTokens(),
                new BigDecimal(event.figures().cost().toDecimal()),
                new BigDecimal(event.figures().marketCost().toDecimal()),
                new BigDecimal(event.figures().saved().toDecimal()),
                event.latencyMillis(),
                event.status(),
                event.outcome().name().toLowerCase(Locale.ROOT),
                event.streaming(),
                event.estimated(),
                orEmpty(event.clientIp()),
                orEmpty(event.userAgent()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

package io.fluxrouter.console.metering;

import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.event.EventLog;
import io.fluxrouter.billing.event.EventQuery;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.total.MeterSeries;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.Times;
import io.fluxrouter.core.meter.MeterTotal;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was used: by meter, by customer, and event by event. Days and months are those of UTC. */
public final class MeterUsageCalls {
    private static final Duration LOG_STANDARD = Duration.ofDays(35);

    private final MeterTotals totals;
    private final EventLog log;
    private final Customers customers;
    private final MeteringParts parts;
    private final EventAnswers answers;

    public MeterUsageCalls(
            MeterTotals totals, EventLog log, Customers customers, MeteringParts parts) {
        this.totals = totals;
        this.log = log;
        this.customers = customers;
        this.parts = parts;
        this.answers = new EventAnswers(parts.meters());
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/usage", Access.USAGE_READ, this::list),
                Endpoint.get("/api/v1/meters/{id}/usage", Access.USAGE_READ, this::ofMeter),
                Endpoint.get("/api/v1/customers/{id}/usage", Access.USAGE_READ, this::ofCustomer));
    }

    /** The log of events, the latest to arrive first; without dates, those of the last 35 days. */
    private Reply list(ApiCall call) {
        Instant now = parts.clock().instant();
        Instant to = time(call, "end_date").orElse(now.plus(Duration.ofDays(1)));
        Instant from = time(call, "start_date").orElse(to.minus(LOG_STANDARD));
        requirePeriod(from, to);
        Optional<UUID> meterId = call.queryId("meter_id");
        Optional<String> meterName = call.queryParam("meter_name");
        EventQuery query =
                new EventQuery(
                        call.organizationId(),
                        customer(call),
                        meterName
                                .map(name -> meter(call, name).definition().eventName())
                                .orElse(null),
                        meterId.orElse(null),
                        from,
                        to);
        NumberedPage page = call.numberedPage();
        return Reply.page(page, log.list(query, page), answers::json);
    }

    private @Nullable UUID customer(ApiCall call) {
        return call.queryId("customer_id").orElse(null);
    }

    private StoredMeter meter(ApiCall call, String name) {
        return parts.meters()
                .find(call.organizationId(), name)
                .orElseThrow(() -> noMeter("meter_name"));
    }

    private static ApiError noMeter(String param) {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such meter.", param);
    }

    private Reply ofMeter(ApiCall call) {
        StoredMeter meter =
                parts.meters()
                        .find(call.organizationId(), call.pathId("id"))
                        .orElseThrow(() -> noMeter("id"));
        Scope scope = scope(call, call.queryId("customer_id").orElse(null));
        MeterSeries.Unit unit = unit(call.queryParam("group_by").orElse("day"));
        List<MeterTotal> groups = totals.totals(meter.definition(), scope, ZoneOffset.UTC);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("meter_id", meter.id().toString());
        json.put("meter_name", meter.name());
        json.put("total_usage", MeterTotals.sum(groups));
        json.put("event_count", groups.stream().mapToLong(MeterTotal::events).sum());
        json.put("unique_customers", totals.customers(meter.definition(), scope));
        json.put("period_start", scope.from().toString());
        json.put("period_end", scope.to().toString());
        ArrayNode data = json.putArray("grouped_data");
        for (MeterSeries.Point point : totals.series(meter.definition(), scope, unit)) {
            data.addObject()
                    .put("period", point.start().toString())
                    .put("usage", point.usage())
                    .put("event_count", point.events());
        }
        if (!meter.definition().groupBy().isEmpty()) json.set("groups", groups(groups));
        return Reply.ok(json);
    }

    private static ArrayNode groups(List<MeterTotal> totals) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (MeterTotal total : totals) {
            ObjectNode json = list.addObject();
            ObjectNode group = json.putObject("group");
            total.group().values().forEach(group::put);
            json.put("usage", total.quantity()).put("event_count", total.events());
        }
        return list;
    }

    /** Every meter that counted something for the customer; without dates, of this month. */
    private Reply ofCustomer(ApiCall call) {
        UUID customer = call.pathId("id");
        if (customers.of(call.organizationId()).find(customer).isEmpty()) {
            throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.", "id");
        }
        Scope scope = scope(call, customer);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("customer_id", customer.toString());
        json.put("period_start", scope.from().toString());
        json.put("period_end", scope.to().toString());
        ArrayNode data = json.putArray("data");
        for (StoredMeter meter : parts.meters().of(call.organizationId())) {
            List<MeterTotal> groups = totals.totals(meter.definition(), scope, ZoneOffset.UTC);
            if (groups.isEmpty()) continue;
            data.addObject()
                    .put("meter_id", meter.id().toString())
                    .put("meter_name", meter.name())
                    .put("unit", meter.definition().unit())
                    .put("total_usage", MeterTotals.sum(groups))
                    .put("event_count", groups.stream().mapToLong(MeterTotal::events).sum());
        }
        return Reply.ok(json);
    }

    private Scope scope(ApiCall call, @Nullable UUID customer) {
        YearMonth month = YearMonth.from(parts.clock().instant().atOffset(ZoneOffset.UTC));
        Instant from = time(call, "start_date").orElse(start(month));
        Instant to = time(call, "end_date").orElse(start(month.plusMonths(1)));
        requirePeriod(from, to);
        return new Scope(call.organizationId(), customer, from, to);
    }

    private static void requirePeriod(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw EventBody.wrong("start_date", "must be before 'end_date'");
        }
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** A day or a time. */
    private static Optional<Instant> time(ApiCall call, String name) {
        return call.queryParam(name)
                .map(
                        text -> {
                            try {
                                return Times.bounded(
                                        text.length() == 10
                                                ? LocalDate.parse(text)
                                                        .atStartOfDay(ZoneOffset.UTC)
                                                        .toInstant()
                                                : OffsetDateTime.parse(text).toInstant());
                            } catch (DateTimeException notATime) {
                                throw EventBody.wrong(
                                        name,
                                        "must be a day like 2026-01-31 or a time like"
                                                + " 2026-01-31T12:00:00Z");
                            }
                        });
    }

    private static MeterSeries.Unit unit(String key) {
        return MeterSeries.Unit.byKey(key)
                .orElseThrow(() -> EventBody.wrong("group_by", "must be hour, day, week or month"));
    }
}

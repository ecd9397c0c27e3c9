package io.fluxrouter.console.margin;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.experiment.PriceExperiments;
import io.fluxrouter.console.api.Settled;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.experiment.PriceExperiment;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Tries a change of prices on past usage. Changes nothing; the operator's alone. */
public final class ExperimentCalls {
    private static final Duration LONGEST = Duration.ofDays(93);
    private static final int CUSTOMERS = 100;
    private static final int MOST_CUSTOMERS = 10_000;

    private final PriceExperiments experiments;
    private final Supplier<Catalog> catalog;
    private final Settled settled;
    private final InstantSource clock;

    public ExperimentCalls(
            PriceExperiments experiments,
            Supplier<Catalog> catalog,
            Settled settled,
            InstantSource clock) {
        this.experiments = experiments;
        this.catalog = catalog;
        this.settled = settled;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/api/v1/price_experiments", Access.MANAGE, this::run));
    }

    private record Span(Instant from, Instant to) {}

    private Reply run(ApiCall call) {
        if (!call.organizationId().equals(Organization.OPERATOR)) {
            throw ApiError.of(Refusal.SCOPE_MISSING, "Only the operator sets prices.");
        }
        Fields fields = call.fields();
        Span span = span(fields);
        PriceFields prices = PriceFields.read(fields, catalog.get());
        int customers = customers(fields);
        fields.refuseOthers();
        settled.await();
        PriceExperiment result =
                experiments.run(prices.change(catalog.get()), span.from(), span.to());
        return Reply.ok(
                new ExperimentJson(result, experiments).answer(span.from(), span.to(), customers));
    }

    /** The last calendar month, if nothing else is said. */
    private Span span(Fields fields) {
        Instant from = fields.instant("from");
        Instant to = fields.instant("to");
        Instant thisMonth = SpendPeriod.MONTHLY.startOf(clock.instant());
        Instant lastMonth = SpendPeriod.MONTHLY.startOf(thisMonth.minusNanos(1));
        Instant start = from == null ? lastMonth : from;
        Instant end = to == null ? (from == null ? thisMonth : start.plus(LONGEST)) : to;
        if (end.isAfter(clock.instant())) end = clock.instant().plusSeconds(1);
        if (!end.isAfter(start))
            throw wrong("'from' must be before 'to', and in the past.", "from");
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw wrong("'from' to 'to' must be at most 93 days.", "from");
        }
        return new Span(start, end);
    }

    private static int customers(Fields fields) {
        Integer wanted = fields.number("customers");
        if (wanted == null) return CUSTOMERS;
        if (wanted >= 0 && wanted <= MOST_CUSTOMERS) return wanted;
        throw wrong("'customers' must be from 0 to " + MOST_CUSTOMERS + ".", "customers");
    }

    private static ApiError wrong(String message, String param) {
        return ApiError.of(Refusal.INVALID_VALUE, message, param);
    }
}

package io.fluxrouter.billing.settle;

import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.usage.Figures;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.core.usage.RequestId;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Usage events with everything filled in but what a test is about. */
public record Event(
        UUID customer,
        UUID key,
        Instant at,
        Money cost,
        String model,
        Outcome outcome,
        boolean overrun) {
    private static final AtomicLong COUNT = new AtomicLong();

    public static Event of(UUID customer, Instant at, String cost) {
        return new Event(
                customer, customer, at, Money.usd(cost), "flux-small", Outcome.COMPLETED, false);
    }

    public Event costing(Money other) {
        return new Event(customer, key, at, other, model, outcome, overrun);
    }

    public Event key(UUID other) {
        return new Event(customer, other, at, cost, model, outcome, overrun);
    }

    public Event model(String other) {
        return new Event(customer, key, at, cost, other, outcome, overrun);
    }

    public Event outcome(Outcome other) {
        return new Event(customer, key, at, cost, model, other, overrun);
    }

    public Event overrunning() {
        return new Event(customer, key, at, cost, model, outcome, true);
    }

    public UsageEvent event() {
        long number = COUNT.incrementAndGet();
        Money provider = Money.ofNanos(cost.nanos() / 2);
        return new UsageEvent(
                RequestId.of(at.toEpochMilli(), number, number * 7919),
                at,
                customer,
                key,
                "flux-fast",
                model,
                "simulated",
                Lane.EXPRESS,
                "alias",
                new TokenUsage(100, 40, 20, 10),
                new Figures(cost, cost.plus(cost), provider),
                12,
                200,
                outcome,
                true,
                false,
                overrun,
                "127.0.0.1",
                "tests/1");
    }
}

package io.fluxrouter.bench.settle;

import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.key.Keys;
import io.fluxrouter.billing.key.NewKey;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.usage.Figures;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.core.usage.RequestId;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Made-up requests of customers with several keys and models, the same in every run. */
final class Usage {
    private static final int KEYS_EACH = 3;
    private static final List<String> MODELS = List.of("gpt-4.1-nano", "gpt-4.1", "o4-mini");

    private final List<Owner> owners;
    private final InstantSource clock;
    private final SplittableRandom random = new SplittableRandom(1);

    private record Owner(UUID customerId, UUID keyId) {}

    private Usage(List<Owner> owners, InstantSource clock) {
        this.owners = owners;
        this.clock = clock;
    }

    static Usage ofNewCustomers(Jdbi jdbi, InstantSource clock, int count) {
        Customers customers = new Customers(jdbi, clock);
        Keys keys = new Keys(jdbi, clock);
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID customer = customers.create(NewCustomer.onPlan("bench " + i, "scale")).id();
            for (int k = 0; k < KEYS_EACH; k++) {
                UUID key = keys.create(NewKey.open(customer, "key " + k)).key().id();
                owners.add(new Owner(customer, key));
            }
        }
        return new Usage(owners, clock);
    }

    UsageEvent next() {
        Instant now = clock.instant();
        Owner owner = owners.get(random.nextInt(owners.size()));
        String model = MODELS.get(random.nextInt(MODELS.size()));
        return new UsageEvent(
                RequestId.of(now.toEpochMilli(), random.nextLong(), random.nextLong()),
                now,
                owner.customerId(),
                owner.keyId(),
                "flux-fast",
                model,
                "openai",
                Lane.EXPRESS,
                "alias",
                new TokenUsage(random.nextInt(50, 3_000), random.nextInt(1, 600), 40, 0),
                figures(random.nextLong(1_000, 400_000)),
                random.nextInt(60, 4_000),
                200,
                Outcome.COMPLETED,
                random.nextBoolean(),
                false,
                false,
                "203.0.113.7",
                "openai-python/1.40.0");
    }

    private static Figures figures(long costNanos) {
        return new Figures(
                Money.ofNanos(costNanos),
                Money.ofNanos(costNanos * 2),
                Money.ofNanos(costNanos / 2));
    }
}

package io.fluxrouter.core.experiment;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenPrices;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Prices past requests anew, one after the other, and keeps the sums: the memory it takes grows
 * with customers and models, not with requests. Each request is rounded on its own, as when it was
 * billed, so a change back to the old prices changes nothing. Used by one thread.
 */
public final class PriceExperiment {
    private final PriceChange change;
    private final Map<UUID, Outcome> customers = new HashMap<>();
    private final Map<String, Outcome> models = new TreeMap<>();
    private Outcome total = Outcome.NOTHING;

    public PriceExperiment(PriceChange change) {
        this.change = change;
    }

    public void add(PastUsage usage) {
        TokenPrices prices = change.of(usage.model());
        Money after = prices == null ? usage.cost() : prices.cost(usage.tokens());
        Outcome outcome = new Outcome(1, usage.cost(), after, usage.providerCost());
        total = total.plus(outcome);
        customers.merge(usage.customerId(), outcome, Outcome::plus);
        models.merge(usage.model(), outcome, Outcome::plus);
    }

    public Outcome total() {
        return total;
    }

    public Map<UUID, Outcome> customers() {
        return Collections.unmodifiableMap(customers);
    }

    /** By the models' ids, in their order. */
    public Map<String, Outcome> models() {
        return Collections.unmodifiableMap(models);
    }
}

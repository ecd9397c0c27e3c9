package io.fluxrouter.console.margin;

import io.fluxrouter.billing.experiment.PriceExperiments;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.core.experiment.Outcome;
import io.fluxrouter.core.experiment.PriceExperiment;
import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an experiment found, as an answer. */
record ExperimentJson(PriceExperiment experiment, PriceExperiments experiments) {
    private static final Comparator<Map.Entry<UUID, Outcome>> MOST_MOVED_FIRST =
            Comparator.comparingLong(
                            (Map.Entry<UUID, Outcome> one) ->
                                    -Math.abs(one.getValue().change().nanos()))
                    .thenComparing(Map.Entry::getKey);

    /**
     * @param customers how many are listed, those whose cost moves most
     */
    ObjectNode answer(Instant from, Instant to, int customers) {
        Outcome total = experiment.total();
        ObjectNode json = Json.object();
        json.put("object", "price_experiment");
        json.put("from", from.toString());
        json.put("to", to.toString());
        json.put("requests", total.requests());
        json.put("provider_cost_usd", Json.decimal(total.providerCost()));
        json.set("before", side(total.before(), total.marginBefore()));
        json.set("after", side(total.after(), total.marginAfter()));
        putChange(json, total);
        ArrayNode models = json.putArray("models");
        experiment.models().forEach((model, one) -> models.add(model(model, one)));
        json.put("customers_total", experiment.customers().size());
        json.set("customers", customers(customers));
        return json;
    }

    private static ObjectNode side(Money revenue, Money margin) {
        ObjectNode json = Json.object();
        json.put("revenue_usd", Json.decimal(revenue));
        json.put("margin_usd", Json.decimal(margin));
        json.put("margin_percent", MarginJson.percent(margin, revenue));
        return json;
    }

    private static ObjectNode model(String model, Outcome outcome) {
        ObjectNode json = Json.object();
        json.put("model", model);
        putOutcome(json, outcome);
        json.put("provider_cost_usd", Json.decimal(outcome.providerCost()));
        return json;
    }

    private ArrayNode customers(int most) {
        List<Map.Entry<UUID, Outcome>> moved =
                experiment.customers().entrySet().stream()
                        .sorted(MOST_MOVED_FIRST)
                        .limit(most)
                        .toList();
        Map<UUID, String> names = experiments.names(moved.stream().map(Map.Entry::getKey).toList());
        ArrayNode data = Json.array();
        for (Map.Entry<UUID, Outcome> one : moved) {
            ObjectNode json = data.addObject();
            json.put("customer_id", one.getKey().toString());
            json.put("name", names.get(one.getKey()));
            putOutcome(json, one.getValue());
        }
        return data;
    }

    private static void putOutcome(ObjectNode json, Outcome outcome) {
        json.put("requests", outcome.requests());
        json.put("before_usd", Json.decimal(outcome.before()));
        json.put("after_usd", Json.decimal(outcome.after()));
        putChange(json, outcome);
    }

    private static void putChange(ObjectNode json, Outcome outcome) {
        json.put("change_usd", Json.decimal(outcome.change()));
        json.put("change_percent", MarginJson.percent(outcome.change(), outcome.before()));
    }
}

package io.fluxrouter.console.page.price;

import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.Period;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.experiment.Outcome;
import io.fluxrouter.core.experiment.PriceExperiment;
import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Other prices, tried on traffic that has been.
 *
 * @param sent what stands in the form's fields, by name
 * @param found what came out; null before a run
 * @param customers those whose cost moves most, first
 * @param problem why it could not be run; null where nothing is wrong
 */
public record ExperimentPage(
        Frame frame,
        Period period,
        List<Model> models,
        Map<String, String> sent,
        @Nullable PriceExperiment found,
        List<CustomerRow> customers,
        @Nullable String problem) {
    public ExperimentPage {
        models = List.copyOf(models);
        sent = Map.copyOf(sent);
        customers = List.copyOf(customers);
    }

    /** A customer, and what the change does to it. */
    public record CustomerRow(String name, Outcome outcome) {}

    public String sent(String name) {
        return sent.getOrDefault(name, "");
    }

    /** What a lane's input, cached input and output cost now; empty where its models differ. */
    public String now(Lane lane, String kind) {
        return models.stream()
                .filter(model -> model.lane() == lane)
                .findFirst()
                .map(model -> dollars(of(model.rates().customer(), kind)))
                .orElse("");
    }

    private static TokenPrice of(TokenPrices prices, String kind) {
        return switch (kind) {
            case "input" -> prices.input();
            case "cached" -> prices.cachedInput();
            default -> prices.output();
        };
    }

    private static String dollars(TokenPrice price) {
        return BigDecimal.valueOf(price.nanosPerMillion(), 9).stripTrailingZeros().toPlainString();
    }
}

package io.fluxrouter.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.ModelPrice;
import io.fluxrouter.core.catalog.ModelRates;
import io.fluxrouter.core.catalog.TestCatalog;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import io.fluxrouter.core.money.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PriceExperimentTest {
    private static final UUID ANN = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final TokenPrices LANE = prices("1", "4");
    private static final TokenPrices MARKET = prices("2", "8");

    private final Catalog catalog =
            TestCatalog.of(
                    model("a/lane", Lane.EXPRESS, new ModelPrice.LaneRate()),
                    model("a/off", Lane.EXPRESS, new ModelPrice.MarketDiscount(1_000)),
                    model("a/deep", Lane.DEEP, new ModelPrice.LaneRate()));

    @Test
    void a_new_lane_rate_moves_the_models_that_follow_the_lane_and_no_others() {
        PriceExperiment experiment =
                new PriceExperiment(
                        new PriceChange(catalog, Map.of(Lane.EXPRESS, prices("2", "8")), Map.of()));
        experiment.add(usage(ANN, "a/lane", "12"));
        experiment.add(usage(ANN, "a/off", "10"));
        experiment.add(usage(BOB, "a/deep", "7"));
        experiment.add(usage(BOB, "gone/model", "5"));

        assertThat(of(experiment, ANN).after()).isEqualTo(Money.usd("20"));
        assertThat(of(experiment, BOB).change()).isEqualTo(Money.ZERO);
        Outcome total = experiment.total();
        assertThat(total.requests()).isEqualTo(4);
        assertThat(total.before()).isEqualTo(Money.usd("34"));
        assertThat(total.after()).isEqualTo(Money.usd("32"));
        assertThat(total.marginAfter()).isEqualTo(Money.usd("28"));
        assertThat(experiment.models().keySet())
                .containsExactly("a/deep", "a/lane", "a/off", "gone/model");
    }

    @Test
    void a_model_may_be_sold_at_the_market_less_a_discount() {
        PriceExperiment experiment =
                new PriceExperiment(
                        new PriceChange(
                                catalog,
                                Map.of(Lane.EXPRESS, prices("9", "9")),
                                Map.of("a/lane", new ModelPrice.MarketDiscount(2_500))));
        experiment.add(usage(ANN, "a/lane", "5"));
        assertThat(experiment.total().after()).isEqualTo(Money.usd("7.5"));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void a_change_to_the_same_prices_changes_nothing_and_sums_agree(long seed) {
        Random random = new Random(seed);
        PriceExperiment same =
                new PriceExperiment(
                        new PriceChange(
                                catalog, Map.of(Lane.EXPRESS, LANE, Lane.DEEP, LANE), Map.of()));
        PriceExperiment dearer =
                new PriceExperiment(
                        new PriceChange(
                                catalog, Map.of(Lane.EXPRESS, prices("1.1", "4.4")), Map.of()));
        for (int i = 0; i < 200; i++) {
            long prompt = random.nextLong(100_000);
            TokenUsage tokens = new TokenUsage(prompt, random.nextLong(10_000), prompt / 3, 0);
            String model = List.of("a/lane", "a/deep").get(random.nextInt(2));
            PastUsage usage =
                    new PastUsage(
                            new UUID(0, random.nextInt(5)),
                            model,
                            tokens,
                            LANE.cost(tokens),
                            Money.ZERO);
            same.add(usage);
            dearer.add(usage);
        }
        assertThat(same.total().change()).isEqualTo(Money.ZERO);
        assertThat(dearer.total().change().isPositive()).isTrue();
        assertThat(sum(dearer.customers().values())).isEqualTo(dearer.total());
        assertThat(sum(dearer.models().values())).isEqualTo(dearer.total());
    }

    private static Outcome of(PriceExperiment experiment, UUID customer) {
        return Objects.requireNonNull(experiment.customers().get(customer));
    }

    private static Outcome sum(Iterable<Outcome> outcomes) {
        Outcome sum = Outcome.NOTHING;
        for (Outcome outcome : outcomes) sum = sum.plus(outcome);
        return sum;
    }

    /** A million tokens in, a million out; the provider was paid a dollar. */
    private static PastUsage usage(UUID customer, String model, String cost) {
        TokenUsage tokens = new TokenUsage(1_000_000, 1_000_000, 0, 0);
        return new PastUsage(customer, model, tokens, Money.usd(cost), Money.usd("1"));
    }

    private static TokenPrices prices(String input, String output) {
        return new TokenPrices(
                TokenPrice.usdPerMillion(input),
                TokenPrice.usdPerMillion(input),
                TokenPrice.usdPerMillion(output));
    }

    private static Model model(String id, Lane lane, ModelPrice price) {
        ModelRates rates = new ModelRates(price.resolve(LANE, MARKET), MARKET, MARKET, price);
        String name = id.substring(id.indexOf('/') + 1);
        return new Model(id, name, "a", name, lane, rates, 100_000, 4_096, 1_000, Set.of(), 0);
    }
}

package io.fluxrouter.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.catalog.ModelRates;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import io.fluxrouter.core.money.TokenUsage;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final TokenUsage THOUSAND_IN = new TokenUsage(1_000, 0, 0, 0);

    @Test
    void each_figure_comes_from_its_own_rate() {
        Figures figures = Figures.of(rates("1", "3", "2"), THOUSAND_IN);
        assertThat(figures)
                .isEqualTo(new Figures(Money.usd("0.001"), Money.usd("0.003"), Money.usd("0.002")));
        assertThat(figures.saved()).isEqualTo(Money.usd("0.002"));
    }

    @Test
    void savings_are_negative_where_the_customer_pays_more_than_list_price() {
        assertThat(Figures.of(rates("4", "3", "2"), THOUSAND_IN).saved())
                .isEqualTo(Money.usd("-0.001"));
    }

    @Test
    void no_tokens_cost_nothing() {
        assertThat(Figures.of(rates("1", "3", "2"), TokenUsage.NONE)).isEqualTo(Figures.NOTHING);
    }

    private static ModelRates rates(String customer, String market, String provider) {
        return new ModelRates(input(customer), input(market), input(provider));
    }

    private static TokenPrices input(String usdPerMillion) {
        return new TokenPrices(
                TokenPrice.usdPerMillion(usdPerMillion), TokenPrice.FREE, TokenPrice.FREE);
    }
}

package io.fluxrouter.core.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.period.Share;
import io.fluxrouter.core.rating.ChargeTerms.RatedCharge;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargeTermsTest {

    private static final Rounding CENTS = Rounding.toMinorUnit("USD");
    private static final Price CALLS = new Price.PerUnit(new BigDecimal("0.001"));

    @Test
    void the_seeds_invoice_line() {
        RatedCharge charge = ChargeTerms.of(CALLS).rate(usage("82450"), CENTS);
        assertThat(charge.amount()).isEqualTo(new BigDecimal("82.45"));
        assertThat(charge.trueUp()).isEqualTo(new BigDecimal("0.00"));
    }

    @Test
    void usage_above_the_included_units_is_billed() {
        ChargeTerms terms =
                new ChargeTerms(CALLS, new IncludedUnits(new BigDecimal("1000")), SpendBounds.NONE);
        assertThat(terms.rate(usage("1000"), CENTS).amount()).isEqualTo("0.00");
        assertThat(terms.rate(usage("3500"), CENTS).amount()).isEqualTo("2.50");
        assertThat(terms.rate(usage("3500"), CENTS).billable()).isEqualTo("2500");
    }

    @Test
    void the_maximum_is_a_discount_and_the_minimum_a_line_of_its_own() {
        SpendBounds bounds = new SpendBounds(new BigDecimal("5"), new BigDecimal("10"));
        ChargeTerms terms = new ChargeTerms(CALLS, IncludedUnits.NONE, bounds);

        RatedCharge much = terms.rate(usage("12000"), CENTS);
        assertThat(much.discount()).isEqualByComparingTo("2");
        assertThat(much.amount()).isEqualTo("10.00");

        RatedCharge little = terms.rate(usage("3333"), CENTS);
        assertThat(little.amount()).isEqualTo("3.33");
        assertThat(little.trueUp()).isEqualTo("1.67");
    }

    @Test
    void a_minimum_is_owed_for_the_days_served() {
        SpendBounds month = new SpendBounds(new BigDecimal("1000"), null);
        BigDecimal trueUp =
                month.prorated(new Share(25, 28), Rounding.WHOLE).trueUp(new BigDecimal("800"));
        assertThat(trueUp).isEqualByComparingTo("93");
    }

    @Test
    void a_minimum_above_the_maximum_is_refused() {
        assertThatThrownBy(() -> new SpendBounds(BigDecimal.TEN, BigDecimal.ONE))
                .hasMessage("minimum spend is above the maximum: 10, 1");
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 10.125, 10.13",
        "usd, -10.125, -10.13",
        "EUR, 0.005, 0.01",
        "JPY, 100.5, 101",
        "KRW, 1000.5, 1001",
        "KWD, 1.2345, 1.235",
        "USD, 999999999999999.995, 1000000000000000.00"
    })
    void a_line_rounds_to_the_minor_unit_half_away_from_zero(
            String currency, BigDecimal amount, BigDecimal rounded) {
        assertThat(Rounding.toMinorUnit(currency).round(amount)).isEqualTo(rounded);
    }

    @Test
    void a_code_that_is_no_currency_is_refused() {
        assertThatThrownBy(() -> Rounding.toMinorUnit("CREDITS"))
                .hasMessage("not an ISO 4217 currency: CREDITS");
        assertThatThrownBy(() -> new Rounding(-1, RoundingMode.HALF_UP))
                .hasMessage("scale must be 0 to 30: -1");
    }

    @Test
    void each_dimension_has_its_price_and_the_closest_wins() {
        Price europe = new Price.PerUnit(new BigDecimal("20"));
        Price usa = new Price.PerUnit(new BigDecimal("50"));
        Price usaGpu = new Price.PerUnit(new BigDecimal("90"));
        DimensionPrices prices =
                new DimensionPrices(
                        List.of(
                                new DimensionPrices.Case(Map.of("region", "europe"), europe),
                                new DimensionPrices.Case(Map.of("region", "usa"), usa),
                                new DimensionPrices.Case(
                                        Map.of("region", "usa", "kind", "gpu"), usaGpu)),
                        Optional.empty());
        assertThat(prices.priceOf(Map.of("region", "europe", "kind", "gpu"))).isEqualTo(europe);
        assertThat(prices.priceOf(Map.of("region", "usa", "kind", "gpu"))).isEqualTo(usaGpu);
        assertThatThrownBy(() -> prices.priceOf(Map.of("region", "asia")))
                .hasMessage("no price for {region=asia}");
        assertThat(DimensionPrices.same(usa).priceOf(Map.of("region", "asia"))).isEqualTo(usa);
    }

    private static Usage usage(String quantity) {
        return Usage.of(new BigDecimal(quantity));
    }
}

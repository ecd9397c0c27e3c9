package io.fluxrouter.core.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every price and every quantity. */
class RatingPropertiesTest {

    private static final Rounding CENTS = Rounding.toMinorUnit("USD");

    private static final BigDecimal GRAIN = new BigDecimal("0.000001");

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void a_graduated_price_never_falls(long seed) {
        RandomPrices random = new RandomPrices(seed);
        Price price = new Price.Graduated(random.tiers());
        BigDecimal quantity = random.quantity();
        BigDecimal more = quantity.add(random.quantity());
        assertThat(amount(price, more)).isGreaterThanOrEqualTo(amount(price, quantity));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void a_graduated_price_without_fees_does_not_jump_at_a_bound(long seed) {
        Tiers tiers = new RandomPrices(seed).tiersWithoutFees();
        Price price = new Price.Graduated(tiers);
        for (int i = 1; i < tiers.tiers().size(); i++) {
            BigDecimal bound = tiers.beginOf(i);
            BigDecimal step = amount(price, bound.add(GRAIN)).subtract(amount(price, bound));
            assertThat(step).isEqualByComparingTo(GRAIN.multiply(tiers.tiers().get(i).unitPrice()));
        }
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void a_graduated_price_is_what_each_unit_costs_by_itself(long seed) {
        RandomPrices random = new RandomPrices(seed);
        Tiers tiers = random.tiers();
        int quantity = 1 + random.whole(400);
        assertThat(amount(new Price.Graduated(tiers), BigDecimal.valueOf(quantity)))
                .isEqualByComparingTo(unitByUnit(tiers, quantity));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void units_of_the_parts_are_the_quantity(long seed) {
        RandomPrices random = new RandomPrices(seed);
        BigDecimal quantity = random.quantity();
        Rating rating = Rater.rate(new Price.Graduated(random.tiers()), quantity);
        assertThat(sum(rating.parts().stream().map(RatedPart::units).toList()))
                .isEqualByComparingTo(quantity);
        assertThat(sum(rating.parts().stream().map(RatedPart::amount).toList()))
                .isEqualByComparingTo(rating.amount());
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void one_tier_costs_the_same_by_volume_as_graduated(long seed) {
        RandomPrices random = new RandomPrices(seed);
        Tiers tiers = random.oneTier();
        BigDecimal quantity = random.quantity().subtract(random.quantity());
        assertThat(Rater.rate(new Price.Volume(tiers), quantity))
                .isEqualTo(Rater.rate(new Price.Graduated(tiers), quantity));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void steps_add_up_to_the_whole(long seed) {
        RandomPrices random = new RandomPrices(seed);
        List<Price> prices =
                List.of(
                        new Price.Graduated(random.tiers()),
                        random.packaged(),
                        new Price.PerUnit(random.decimal(10, 4)),
                        new Price.CostPlus(random.decimal(3, 5)));
        List<BigDecimal> steps = random.quantities();
        if (steps.isEmpty()) {
            return;
        }
        for (Price price : prices) {
            BigDecimal total = BigDecimal.ZERO;
            BigDecimal prior = BigDecimal.ZERO;
            for (BigDecimal step : steps) {
                total = total.add(Rater.increment(price, prior, step).amount());
                prior = prior.add(step);
            }
            assertThat(total).as("%s", price).isEqualByComparingTo(amount(price, prior));
        }
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void corrections_end_where_the_new_total_would_have_been_billed(long seed) {
        RandomPrices random = new RandomPrices(seed);
        Tiers tiers = random.tiers();
        Price price = random.whole(2) == 0 ? new Price.Volume(tiers) : new Price.Graduated(tiers);
        Rating before = Rater.rate(price, random.quantity());
        Rating after = Rater.rate(price, random.quantity());
        List<Correction.Billed> billed = Correction.billed(before, CENTS);
        assertThat(sum(billed.stream().map(Correction.Billed::amount).toList()))
                .isEqualByComparingTo(cents(before));
        assertThat(Correction.of(billed, after, CENTS).net())
                .isEqualByComparingTo(cents(after).subtract(cents(before)));
        assertThat(Correction.of(billed, before, CENTS).lines()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void bounds_hold_whatever_was_billed_before(long seed) {
        RandomPrices random = new RandomPrices(seed);
        BigDecimal minimum = random.decimal(2_000, 2);
        BigDecimal maximum = minimum.add(random.decimal(2_000, 2));
        SpendBounds bounds = new SpendBounds(minimum, maximum);
        BigDecimal prior = random.decimal(1_000, 2).min(maximum);
        Rating rating = Rater.rate(new Price.Graduated(random.tiers()), random.quantity());

        List<SpendBounds.CappedPart> capped = bounds.capped(rating, prior);
        BigDecimal billed =
                prior.add(sum(capped.stream().map(SpendBounds.CappedPart::net).toList()));
        BigDecimal total = billed.add(bounds.trueUp(billed));

        assertThat(total).isBetween(minimum, maximum);
        assertThat(capped)
                .allSatisfy(
                        part ->
                                assertThat(part.net())
                                        .isBetween(BigDecimal.ZERO, part.part().amount()));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void included_units_are_used_up_once_in_order_of_usage(long seed) {
        RandomPrices random = new RandomPrices(seed);
        IncludedUnits included = new IncludedUnits(random.quantity());
        List<BigDecimal> billable = new ArrayList<>();
        BigDecimal prior = BigDecimal.ZERO;
        for (BigDecimal step : random.quantities()) {
            billable.add(included.billable(prior, step));
            prior = prior.add(step);
        }
        assertThat(sum(billable)).isEqualByComparingTo(included.billable(prior));
        assertThat(billable).allSatisfy(step -> assertThat(step).isNotNegative());
    }

    private static BigDecimal amount(Price price, BigDecimal quantity) {
        return Rater.rate(price, quantity).amount();
    }

    private static BigDecimal cents(Rating rating) {
        return CENTS.round(rating.amount());
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A second way to the same amount: hundredth by hundredth of a unit, bounds have no finer. */
    private static BigDecimal unitByUnit(Tiers tiers, int quantity) {
        BigDecimal total = tiers.tiers().getFirst().flatFee();
        int tier = 0;
        for (int hundredth = 1; hundredth <= quantity * 100; hundredth++) {
            BigDecimal reached = BigDecimal.valueOf(hundredth, 2);
            BigDecimal end = tiers.tiers().get(tier).upTo();
            if (end != null && reached.compareTo(end) > 0) {
                tier++;
                total = total.add(tiers.tiers().get(tier).flatFee());
            }
            total = total.add(tiers.tiers().get(tier).unitPrice().movePointLeft(2));
        }
        return total;
    }
}

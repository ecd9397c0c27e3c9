package io.fluxrouter.console.page.price;

import io.fluxrouter.billing.plan.Charge;
import io.fluxrouter.core.rating.DimensionPrices;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Tier;
import io.fluxrouter.core.rating.Tiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A quantity of the simulator that can be dragged.
 *
 * @param name of its field, unique in the plan
 * @param most how far it goes: a little beyond the last tier
 */
public record Dial(String name, String title, Price price, long most) {
    private static final long USUAL = 10_000;
    private static final long HIGHEST = 1_000_000_000_000L;
    private static final int STEPS = 1_000;
    private static final int PACKAGES = 20;

    /** One for each price that a charge has. */
    static List<Dial> of(Charge charge) {
        List<Dial> dials = new ArrayList<>();
        BigDecimal included = charge.pricing().included().units();
        List<DimensionPrices.Case> cases = charge.pricing().prices().cases();
        for (int i = 0; i < cases.size(); i++) {
            Price price = cases.get(i).price();
            String title = charge.displayName() + " " + cases.get(i).dimensions();
            dials.add(new Dial("q-" + charge.id() + "-" + i, title, price, most(price, included)));
        }
        charge.pricing()
                .prices()
                .otherwise()
                .ifPresent(
                        price ->
                                dials.add(
                                        new Dial(
                                                "q-" + charge.id(),
                                                charge.displayName(),
                                                price,
                                                most(price, included))));
        return dials;
    }

    /** How far one move of the slider goes. */
    public long step() {
        return Math.max(1, most / STEPS);
    }

    private static long most(Price price, BigDecimal included) {
        BigDecimal end =
                switch (price) {
                    case Price.Graduated one -> last(one.tiers());
                    case Price.Volume one -> last(one.tiers());
                    case Price.GraduatedPercentage one -> last(one.tiers());
                    case Price.Packaged one ->
                            one.freeUnits().add(one.size().multiply(BigDecimal.valueOf(PACKAGES)));
                    case Price.PerUnit one -> BigDecimal.valueOf(USUAL);
                    case Price.Percentage one -> BigDecimal.valueOf(USUAL);
                    case Price.CostPlus one -> BigDecimal.valueOf(USUAL);
                    case Price.Flat one -> BigDecimal.valueOf(USUAL);
                };
        BigDecimal wide = end.max(included).multiply(new BigDecimal("1.5"));
        return wide.max(BigDecimal.TEN)
                .min(BigDecimal.valueOf(HIGHEST))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static BigDecimal last(Tiers tiers) {
        BigDecimal last = BigDecimal.ZERO;
        for (Tier tier : tiers.tiers()) {
            BigDecimal upTo = tier.upTo();
            if (upTo != null) last = last.max(upTo);
        }
        return last.signum() == 0 ? BigDecimal.valueOf(USUAL) : last;
    }

    /** A part of a whole as SVG writes lengths. */
    static String percent(BigDecimal part, BigDecimal whole) {
        if (whole.signum() <= 0 || part.signum() <= 0) return "0%";
        return part.movePointRight(2)
                        .divide(whole, 2, RoundingMode.HALF_UP)
                        .min(BigDecimal.valueOf(100))
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}

package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a later invoice adds because usage became known after its period was billed: an adjustment,
 * never an edit (DESIGN 8). Where the price per unit stayed, the line is the difference; where the
 * whole was repriced, the old line is taken back and the new one stands beside it.
 *
 * @param lines rounded; they add up to the new rounded amount less what was billed
 */
public record Correction(List<BigDecimal> lines) {
    public Correction {
        lines = List.copyOf(lines);
    }

    /** A part as it was billed, with the rounded amount that stood on the invoice for it. */
    public record Billed(RatedPart part, BigDecimal amount) {
        /** As a line of an earlier invoice shows it. */
        public static Billed line(
                int tier, BigDecimal quantity, BigDecimal unitPrice, BigDecimal amount) {
            BigDecimal flatFee = amount.subtract(quantity.multiply(unitPrice));
            return new Billed(
                    new RatedPart(tier, BigDecimal.ZERO, null, quantity, unitPrice, flatFee),
                    amount);
        }
    }

    /** The parts of a rating as they were billed: rounded so that they add up. */
    public static List<Billed> billed(Rating rating, Rounding rounding) {
        List<BigDecimal> amounts =
                LargestRemainder.round(
                        rating.parts().stream().map(RatedPart::amount).toList(), rounding);
        List<Billed> billed = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            billed.add(new Billed(rating.parts().get(i), amounts.get(i)));
        }
        return billed;
    }

    public static Correction of(List<Billed> billed, Rating now, Rounding rounding) {
        List<BigDecimal> exact = new ArrayList<>();
        List<Billed> unmatched = new ArrayList<>(billed);
        List<BigDecimal> current = new ArrayList<>();
        for (RatedPart part : now.parts()) {
            BigDecimal before = BigDecimal.ZERO;
            for (Billed old : billed) {
                if (old.part().isOfSameComponent(part) && unmatched.remove(old)) {
                    before = before.add(old.amount());
                }
            }
            current.add(part.amount().subtract(before));
        }
        unmatched.forEach(old -> exact.add(old.amount().negate()));
        exact.addAll(current);
        List<BigDecimal> lines = LargestRemainder.round(exact, rounding);
        return new Correction(lines.stream().filter(line -> line.signum() != 0).toList());
    }

    /** What the customer owes more; negative where money goes back. */
    public BigDecimal net() {
        return lines.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a later invoice adds because usage became known after its period was billed: an adjustment,
 * never an edit (DESIGN 8; billing.md 3.10, {@code om-delta}). What was billed at a price that no
 * longer applies is taken back in one line; the rest of the difference is another. Each is left out
 * where it is zero.
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

    /** The parts of a rating as they were billed: rounded so that they add up to the line. */
    public static List<Billed> billed(Rating rating, Rounding rounding) {
        List<BigDecimal> exact = rating.parts().stream().map(RatedPart::amount).toList();
        List<BigDecimal> amounts = LargestRemainder.round(exact, rounding);
        List<Billed> billed = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            billed.add(new Billed(rating.parts().get(i), amounts.get(i)));
        }
        return billed;
    }

    /**
     * What brings an invoice line that was billed up to what it is now.
     *
     * @param billed all parts billed for the period, earlier corrections included
     */
    public static Correction of(List<Billed> billed, Rating now, Rounding rounding) {
        BigDecimal takenBack = BigDecimal.ZERO;
        BigDecimal kept = BigDecimal.ZERO;
        for (Billed old : billed) {
            if (now.parts().stream().anyMatch(old.part()::isOfSameComponent)) {
                kept = kept.add(old.amount());
            } else {
                takenBack = takenBack.add(old.amount());
            }
        }
        BigDecimal due = rounding.round(now.amount());
        return new Correction(
                Stream.of(takenBack.negate(), due.subtract(kept))
                        .filter(line -> line.signum() != 0)
                        .toList());
    }

    /** What the customer owes more; negative where money goes back. */
    public BigDecimal net() {
        return lines.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

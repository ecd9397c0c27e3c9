package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a quantity becomes money. Amounts are exact and in the major unit of the charge's currency;
 * whoever makes a line of it rounds once. A new kind of price is a record here and a case in {@link
 * Rater}. No price is negative: a rebate is a discount or a credit, and says so on the invoice.
 */
public sealed interface Price {

    /** Each unit costs the same (REFERENCE 2.4: "multiply by unit price"). */
    record PerUnit(BigDecimal unitPrice) implements Price {
        public PerUnit {
            Amounts.notNegative("unit price", unitPrice);
        }
    }

    /**
     * Each unit costs what its own tier says, and each tier entered adds its flat fee. The way
     * {@code usage_pricing_rules} are read unless they say volume (DESIGN 8; billing.md 3.3).
     */
    record Graduated(Tiers tiers) implements Price {}

    /**
     * Every unit costs what the last tier reached says, and only that tier's flat fee is due
     * (billing.md 3.3). One unit more may cost less in all, so it cannot be billed progressively.
     */
    record Volume(Tiers tiers) implements Price {}

    /** Units are sold in packages after some free ones (billing.md 3.4). */
    record Packaged(
            BigDecimal size,
            BigDecimal packagePrice,
            BigDecimal freeUnits,
            PartialPackage partialPackage)
            implements Price {
        public Packaged {
            if (size.signum() <= 0) {
                throw new IllegalArgumentException("package size must be above zero: " + size);
            }
            Amounts.notNegative("package price", packagePrice);
            Amounts.notNegative("free units", freeUnits);
        }
    }

    /** What becomes of a package that is only begun (Stripe: transform_quantity.round). */
    enum PartialPackage {
        COUNTS,
        IS_FREE
    }

    /**
     * A share of each transaction's amount plus a fixed fee for each transaction (billing.md 3.4).
     * The first transactions are free until either allowance is used up; an allowance of zero is
     * none. Minimum and maximum bound share and fixed fee together, for each transaction.
     *
     * @param share the percentage as a factor: 0.013 for 1.3 %
     */
    record Percentage(
            BigDecimal share,
            BigDecimal fixedFee,
            FreeAllowance free,
            @Nullable BigDecimal minimum,
            @Nullable BigDecimal maximum)
            implements Price {
        public Percentage {
            Amounts.notNegative("percentage", share);
            Amounts.notNegative("fixed fee of a transaction", fixedFee);
            Amounts.notNegative("minimum of a transaction", minimum);
            Amounts.notNegative("maximum of a transaction", maximum);
            if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
                throw new IllegalArgumentException(
                        "minimum of a transaction is above its maximum: "
                                + minimum
                                + ", "
                                + maximum);
            }
        }

        /** Whether the sum of the amounts is enough to know the price. */
        public boolean isProportional() {
            return fixedFee.signum() == 0
                    && free.transactions() == 0
                    && minimum == null
                    && maximum == null;
        }
    }

    /**
     * How many transactions, and how much in all, a percentage price leaves free; zero is no
     * allowance. Whichever ends first ends both.
     */
    record FreeAllowance(long transactions, BigDecimal amount) {
        public static final FreeAllowance NONE = new FreeAllowance(0, BigDecimal.ZERO);

        public FreeAllowance {
            if (transactions < 0) {
                throw new IllegalArgumentException(
                        "free transactions must not be negative: " + transactions);
            }
            Amounts.notNegative("free amount", amount);
        }
    }

    /**
     * Graduated, over an amount of money: a tier's unit price is its percentage as a factor, 0.02
     * for 2 % (billing.md 3.10, cases {@code lago-gradpct}).
     */
    record GraduatedPercentage(Tiers tiers) implements Price {}

    /** What it cost the operator, times a factor (billing.md 3.4, "dynamic"). */
    record CostPlus(BigDecimal multiplier) implements Price {
        public CostPlus {
            Amounts.notNegative("multiplier", multiplier);
        }
    }

    /** The same amount whatever was used. */
    record Flat(BigDecimal amount) implements Price {
        public Flat {
            Amounts.notNegative("flat amount", amount);
        }
    }
}

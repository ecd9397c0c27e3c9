package io.fluxrouter.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount of US dollars, counted in nano-dollars. May be negative: a refund is money too.
 * The range is about nine billion dollars either way; overflow throws {@link ArithmeticException}.
 */
public record Money(long nanos) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);

    private static final int DIGITS = 9;
    private static final long NANOS_PER_DOLLAR = 1_000_000_000;
    private static final long NANOS_PER_CENT = 10_000_000;

    /** Reads "12.50". Digits finer than a nano-dollar are refused, not rounded. */
    public static Money usd(String amount) {
        return usd(new BigDecimal(amount));
    }

    /** As {@link #usd(String)}; throws {@link ArithmeticException} where digits would be lost. */
    public static Money usd(BigDecimal amount) {
        return new Money(amount.movePointRight(DIGITS).longValueExact());
    }

    public static Money ofNanos(long nanos) {
        return nanos == 0 ? ZERO : new Money(nanos);
    }

    /** Of the whole cents that cards are charged in. */
    public static Money ofCents(long cents) {
        return ofNanos(Math.multiplyExact(cents, NANOS_PER_CENT));
    }

    /** In whole cents; throws {@link ArithmeticException} for an amount that is finer. */
    public long cents() {
        if (nanos % NANOS_PER_CENT != 0)
            throw new ArithmeticException(this + " is finer than a cent");
        return nanos / NANOS_PER_CENT;
    }

    public Money plus(Money other) {
        return ofNanos(Math.addExact(nanos, other.nanos));
    }

    public Money minus(Money other) {
        return ofNanos(Math.subtractExact(nanos, other.nanos));
    }

    public Money negated() {
        return ofNanos(Math.negateExact(nanos));
    }

    public Money min(Money other) {
        return nanos <= other.nanos ? this : other;
    }

    public Money max(Money other) {
        return nanos >= other.nanos ? this : other;
    }

    public boolean isNegative() {
        return nanos < 0;
    }

    public boolean isPositive() {
        return nanos > 0;
    }

    public boolean isZero() {
        return nanos == 0;
    }

    /**
     * Rounds to a whole cent, half away from zero. For invoice lines only: a request keeps its
     * nanos.
     */
    public Money roundedToCents() {
        return usd(toBigDecimal().setScale(2, RoundingMode.HALF_UP));
    }

    public BigDecimal toBigDecimal() {
        return BigDecimal.valueOf(nanos, DIGITS);
    }

    /**
     * A plain decimal as headers and JSON show it: no exponent, no trailing zeros ("0.000412",
     * "-3.5", "0").
     */
    public String toDecimal() {
        return (nanos < 0 ? "-" : "") + absoluteDecimal();
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(nanos, other.nanos);
    }

    /** The amount with its currency, for messages: "$0.000412". */
    @Override
    public String toString() {
        return (nanos < 0 ? "-$" : "$") + absoluteDecimal();
    }

    private String absoluteDecimal() {
        // Parts first, sign after: the smallest long has no positive counterpart.
        long dollars = Math.abs(nanos / NANOS_PER_DOLLAR);
        long rest = Math.abs(nanos % NANOS_PER_DOLLAR);
        StringBuilder text = new StringBuilder(24).append(dollars);
        if (rest != 0) text.append('.');
        for (long unit = NANOS_PER_DOLLAR / 10; rest > 0; unit /= 10) {
            text.append(rest / unit);
            rest %= unit;
        }
        return text.toString();
    }
}

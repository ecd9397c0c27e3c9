package io.fluxrouter.core.purchase;

import io.fluxrouter.core.money.Money;
import java.math.BigInteger;

/**
 * What a refund of bought credit takes back. Credit that was used stays paid; with the money goes
 * the same share of the gift that came with it, as far as it is still there.
 */
public final class RefundRule {
    private static final long NANOS_PER_CENT = 10_000_000;

    private RefundRule() {}

    /**
     * The most that can go back: what is unused, in whole cents.
     *
     * @param unused what is left of the bought credit
     * @param free what of the customer's money no lease holds
     */
    public static Money most(Money unused, Money free) {
        long nanos = unused.min(free).max(Money.ZERO).nanos();
        return Money.ofNanos(nanos - nanos % NANOS_PER_CENT);
    }

    /**
     * What of the gift is taken back with a refund, rounded up to the nano-dollar: who returns what
     * was bought does not keep a rest of the gift.
     *
     * @param refunded of {@code paid}
     * @param given the whole gift
     * @param left what is left of the gift
     */
    public static Money giftTaken(Money refunded, Money paid, Money given, Money left) {
        if (given.isZero()) return Money.ZERO;
        BigInteger[] share =
                BigInteger.valueOf(given.nanos())
                        .multiply(BigInteger.valueOf(refunded.nanos()))
                        .divideAndRemainder(BigInteger.valueOf(paid.nanos()));
        long nanos = share[0].longValueExact() + (share[1].signum() == 0 ? 0 : 1);
        return Money.ofNanos(nanos).min(left);
    }
}

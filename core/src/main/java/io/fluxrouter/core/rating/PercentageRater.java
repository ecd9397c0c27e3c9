package io.fluxrouter.core.rating;

import io.fluxrouter.core.rating.Price.Percentage;
import java.math.BigDecimal;
import java.util.List;

/**
 * Walks through the transactions of a percentage price in order of time (billing.md 3.4).
 *
 * <p>A transaction inside both allowances is free. The one that passes the free amount pays its
 * share of what is beyond, and its fixed fee; that ends the allowances, as does the last free
 * transaction. A transaction of a negative amount gives its share back and nothing else: it pays no
 * fee, is not raised to a minimum and uses no allowance.
 */
final class PercentageRater {

    private final Percentage price;
    private long freeTransactionsLeft;
    private BigDecimal freeAmountLeft;
    private boolean isFree;

    private BigDecimal paidAmount = BigDecimal.ZERO;

    /** Fixed fees, and what minima and maxima change. */
    private BigDecimal fees = BigDecimal.ZERO;

    private PercentageRater(Percentage price) {
        this.price = price;
        this.freeTransactionsLeft = price.free().transactions();
        this.freeAmountLeft = price.free().amount();
        this.isFree = limitsTransactions() || limitsAmount();
    }

    static Rating rate(Percentage price, Usage usage) {
        PercentageRater rater = new PercentageRater(price);
        List<BigDecimal> transactions = usage.transactions();
        if (transactions.isEmpty() && usage.quantity().signum() != 0) {
            if (!price.isProportional()) {
                throw new IllegalArgumentException(
                        "this percentage price needs the single transactions");
            }
            transactions = List.of(usage.quantity());
        }
        transactions.forEach(rater::add);
        boolean backInAll = Usage.ofTransactions(transactions).quantity().signum() < 0;
        return backInAll ? rater.rating() : rater.ratingNotBelowZero();
    }

    private void add(BigDecimal amount) {
        if (amount.signum() < 0) {
            paidAmount = paidAmount.add(amount);
            return;
        }
        BigDecimal paid = amount.subtract(taken(amount));
        if (isFree && paid.signum() == 0) {
            useTransaction();
            return;
        }
        isFree = false;
        BigDecimal share = paid.multiply(price.share());
        paidAmount = paidAmount.add(paid);
        fees = fees.add(bounded(share.add(price.fixedFee())).subtract(share));
    }

    /** How much of a transaction the allowance covers. */
    private BigDecimal taken(BigDecimal amount) {
        if (!isFree) {
            return BigDecimal.ZERO;
        }
        if (!limitsAmount()) {
            return amount;
        }
        BigDecimal taken = amount.min(freeAmountLeft);
        freeAmountLeft = freeAmountLeft.subtract(taken);
        return taken;
    }

    private void useTransaction() {
        freeTransactionsLeft--;
        if (limitsTransactions() && freeTransactionsLeft == 0) {
            isFree = false;
        }
    }

    private boolean limitsTransactions() {
        return price.free().transactions() > 0;
    }

    private boolean limitsAmount() {
        return price.free().amount().signum() > 0;
    }

    private BigDecimal bounded(BigDecimal fee) {
        BigDecimal raised = price.minimum() == null ? fee : fee.max(price.minimum());
        return price.maximum() == null ? raised : raised.min(price.maximum());
    }

    /**
     * What was free, or capped, is given back for no more than was paid: all together cost nothing
     * at least, unless more went back than came.
     */
    private Rating ratingNotBelowZero() {
        BigDecimal shares = paidAmount.multiply(price.share());
        if (shares.add(fees).signum() < 0) fees = shares.negate();
        return rating();
    }

    private Rating rating() {
        return new Rating(List.of(RatedPart.untiered(paidAmount, price.share(), fees)));
    }
}

package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.credit.CreditMoves;
import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.purchase.CreditRefund.Status;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.purchase.RefundRule;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Gives money back for credit that was not used. The credit is taken and the refund is written in
 * one transaction; {@link RefundDuty} tells Stripe. Safe for all threads.
 */
public final class Refunds {
    private final Jdbi jdbi;
    private final RefundMoves moves;
    private final InstantSource clock;
    private final MonthPartitions partitions;

    public Refunds(Jdbi jdbi, RefundMoves moves, InstantSource clock) {
        this.jdbi = jdbi;
        this.moves = moves;
        this.clock = clock;
        this.partitions = new MonthPartitions(jdbi);
    }

    /**
     * What is to go back.
     *
     * @param amount in whole cents; null for all that is unused
     */
    public record Wanted(UUID purchaseId, @Nullable Money amount, String reason, String author) {

        /** Throws an {@link ApiError} that names the field. */
        public Wanted {
            Fields.text(reason, "reason");
        }
    }

    /** Throws an {@link ApiError}: CONFLICT where nothing is left that could go back. */
    public CreditRefund refund(Wanted wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        partitions.ensure(Table.TRANSFER, now);
        return jdbi.inTransaction(tx -> refund(tx, wanted, now));
    }

    /** Those of a purchase, oldest first. */
    public List<CreditRefund> of(UUID purchaseId) {
        return jdbi.withHandle(handle -> RefundRows.of(handle, purchaseId));
    }

    private CreditRefund refund(Handle tx, Wanted wanted, Instant now) {
        CreditPurchase purchase =
                PurchaseRows.lock(tx, wanted.purchaseId())
                        .orElseThrow(
                                () -> ApiError.of(Refusal.NOT_FOUND, "There is no such purchase."));
        if (!purchase.status().isPaid()) {
            throw ApiError.of(Refusal.CONFLICT, "This purchase has not been paid.");
        }
        Money free = CreditMoves.lock(tx, purchase.customerId());
        Money amount = amount(tx, purchase, wanted, free);
        CreditRefund refund =
                new CreditRefund(
                        UUID.randomUUID(),
                        purchase.id(),
                        Status.PENDING,
                        amount,
                        amount,
                        RefundMoves.gift(tx, purchase, amount, free.minus(amount)),
                        true,
                        null,
                        wanted.reason(),
                        wanted.author(),
                        null,
                        now);
        boolean atStripe = purchase.atStripe().paymentIntent() != null;
        RefundRows.insert(tx, refund, atStripe ? now : null);
        moves.take(tx, purchase, refund, now);
        if (!atStripe) moves.succeed(tx, refund, null, now);
        return RefundRows.find(tx, refund.id()).orElseThrow();
    }

    private static Money amount(Handle tx, CreditPurchase purchase, Wanted wanted, Money free) {
        Money most = RefundRule.most(CreditMoves.remaining(tx, purchase.requirePaidGrant()), free);
        if (most.isZero()) {
            throw ApiError.of(Refusal.CONFLICT, "Nothing of this purchase is unused.");
        }
        return Optional.ofNullable(wanted.amount())
                .map(amount -> checked(amount, most))
                .orElse(most);
    }

    private static Money checked(Money amount, Money most) {
        boolean cents = amount.toBigDecimal().stripTrailingZeros().scale() <= 2;
        if (cents && amount.isPositive() && amount.compareTo(most) <= 0) return amount;
        throw Fields.invalid(
                "amount_usd must be whole cents, up to the "
                        + most.toDecimal()
                        + " dollars that are unused.",
                "amount_usd");
    }
}

package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.CreditMoves;
import io.fluxrouter.billing.credit.CreditMoves.Move;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.billing.payment.RefundState;
import io.fluxrouter.billing.purchase.CreditRefund.Status;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.TransferKind;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.purchase.PurchaseStatus;
import io.fluxrouter.core.purchase.RefundRule;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What news of a refund does here. The purchase's row is locked first, then the customer's account;
 * so a refund is settled once, whoever brings the news.
 */
public final class RefundMoves {
    private final Credits credits;

    public RefundMoves(Credits credits) {
        this.credits = credits;
    }

    /**
     * What Stripe says of one of our refunds, or of one that was made there by hand.
     *
     * @return whether it is about a purchase of ours
     */
    boolean learn(Handle tx, RefundState state, Instant now) {
        Optional<CreditRefund> known = known(tx, state);
        if (known.isEmpty()) return foreign(tx, state, now);
        UUID id = known.get().id();
        PurchaseRows.lock(tx, known.get().purchaseId());
        CreditRefund refund = RefundRows.find(tx, id).orElseThrow();
        if (state.failed()) fail(tx, refund, state.id(), state.failure(), now);
        else if (state.succeeded()) succeed(tx, refund, state.id(), now);
        return true;
    }

    /** Our row of it. */
    static Optional<CreditRefund> known(Handle tx, RefundState state) {
        String ourId = state.ourId();
        if (ourId != null) {
            try {
                return RefundRows.find(tx, UUID.fromString(ourId));
            } catch (IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        }
        return RefundRows.byStripeId(tx, state.id());
    }

    /** The money has gone back. */
    void succeed(Handle tx, CreditRefund refund, @Nullable String stripeId, Instant now) {
        if (refund.status() != Status.PENDING) return;
        RefundRows.ended(tx, refund.id(), Status.SUCCEEDED, stripeId, null, now);
        Money back =
                RefundRows.of(tx, refund.purchaseId()).stream()
                        .filter(one -> one.status() == Status.SUCCEEDED)
                        .map(CreditRefund::amount)
                        .reduce(Money.ZERO, Money::plus);
        CreditPurchase purchase = PurchaseRows.find(tx, refund.purchaseId()).orElseThrow();
        PurchaseStatus next =
                back.equals(purchase.offer().price())
                        ? PurchaseStatus.REFUNDED
                        : PurchaseStatus.PARTLY_REFUNDED;
        if (purchase.status().canBecome(next)) {
            PurchaseMoves.refunded(tx, purchase.id(), next, purchase.refunded(), now);
        }
    }

    /** The money did not go back: so the credit does. */
    void fail(
            Handle tx,
            CreditRefund refund,
            @Nullable String stripeId,
            @Nullable String why,
            Instant now) {
        if (refund.status() == Status.FAILED) return;
        CreditPurchase purchase = PurchaseRows.find(tx, refund.purchaseId()).orElseThrow();
        RefundRows.ended(
                tx, refund.id(), Status.FAILED, stripeId, why == null ? "failed" : why, now);
        PurchaseMoves.refunded(
                tx,
                purchase.id(),
                purchase.status(),
                purchase.refunded().minus(refund.amount()),
                now);
        if (refund.ours()) putBack(tx, purchase, refund, now);
        else giveAnew(purchase, refund);
    }

    private static void putBack(
            Handle tx, CreditPurchase purchase, CreditRefund refund, Instant now) {
        CreditMoves.lock(tx, purchase.customerId());
        CreditMoves.putBack(
                tx, paidMove(purchase, refund, TransferKind.ADJUSTMENT, refund.taken()), now);
        UUID gift = purchase.given().givenGrant();
        if (gift != null) {
            CreditMoves.putBack(
                    tx,
                    giftMove(purchase, refund, gift, TransferKind.ADJUSTMENT, refund.given()),
                    now);
        }
    }

    /** What was taken may have become a debt, which this pays first. */
    private void giveAnew(CreditPurchase purchase, CreditRefund refund) {
        credits.grant(
                new NewGrant(
                        purchase.customerId(),
                        refund.amount(),
                        CreditKind.PAID,
                        NewGrant.DEFAULT_PRIORITY,
                        null,
                        "stripe",
                        refund.reference()));
    }

    /**
     * Takes the credit of a refund and writes its row. What was used already of a refund that
     * nobody asked us about is the operator's fee first, and then owed.
     */
    void take(Handle tx, CreditPurchase purchase, CreditRefund refund, Instant now) {
        CreditMoves.take(tx, paidMove(purchase, refund, TransferKind.REFUND, refund.taken()), now);
        UUID gift = purchase.given().givenGrant();
        if (gift != null) {
            CreditMoves.take(
                    tx, giftMove(purchase, refund, gift, TransferKind.REFUND, refund.given()), now);
        }
        CreditMoves.owe(
                tx,
                purchase.customerId(),
                refund.amount().minus(refund.taken()),
                refund.reference(),
                now);
        PurchaseMoves.refunded(
                tx,
                purchase.id(),
                purchase.status(),
                purchase.refunded().plus(refund.amount()),
                now);
    }

    private boolean foreign(Handle tx, RefundState state, Instant now) {
        String intent = state.paymentIntent();
        if (intent == null) return false;
        Optional<CreditPurchase> found =
                PurchaseRows.byPayment(tx, intent).flatMap(id -> PurchaseRows.lock(tx, id));
        if (found.isEmpty()) return false;
        // Of two with the same news, the second waited for the row.
        if (state.failed() || RefundRows.byStripeId(tx, state.id()).isPresent()) return true;
        CreditPurchase purchase = found.get();
        Money free = CreditMoves.lock(tx, purchase.customerId());
        Money amount = Money.ofCents(state.cents());
        Money taken = amount.min(CreditMoves.remaining(tx, purchase.requirePaidGrant())).min(free);
        CreditRefund refund =
                new CreditRefund(
                        UUID.randomUUID(),
                        purchase.id(),
                        Status.PENDING,
                        amount,
                        taken,
                        gift(tx, purchase, amount.min(purchase.offer().paid()), free.minus(taken)),
                        false,
                        state.id(),
                        "made at Stripe",
                        "stripe",
                        null,
                        now);
        RefundRows.insert(tx, refund, null);
        take(tx, purchase, refund, now);
        if (state.succeeded()) succeed(tx, refund, state.id(), now);
        return true;
    }

    /** What of the gift goes with a refund. */
    static Money gift(Handle tx, CreditPurchase purchase, Money refunded, Money free) {
        UUID grant = purchase.given().givenGrant();
        if (grant == null) return Money.ZERO;
        return RefundRule.giftTaken(
                refunded,
                purchase.offer().paid(),
                purchase.offer().given(),
                CreditMoves.remaining(tx, grant).min(free));
    }

    private static Move paidMove(
            CreditPurchase purchase, CreditRefund refund, TransferKind kind, Money amount) {
        return new Move(
                purchase.customerId(),
                purchase.requirePaidGrant(),
                amount,
                kind,
                LedgerAccount.CASH,
                refund.reference(),
                refund.reason());
    }

    private static Move giftMove(
            CreditPurchase purchase,
            CreditRefund refund,
            UUID gift,
            TransferKind kind,
            Money amount) {
        return new Move(
                purchase.customerId(),
                gift,
                amount,
                kind,
                LedgerAccount.PROMOTION,
                refund.reference(),
                refund.reason());
    }
}

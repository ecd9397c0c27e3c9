package io.fluxrouter.billing.credit;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.ledger.Ledger;
import io.fluxrouter.billing.ledger.Posting;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.TransferKind;
import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Changes of grants that are part of a larger transaction, which must hold the customer's account
 * by {@link #lock}. The partition of the moment must exist.
 */
public final class CreditMoves {
    private CreditMoves() {}

    /**
     * Money of one grant on its way.
     *
     * @param other the ledger account at the other end
     * @param reference what caused it
     */
    public record Move(
            UUID customerId,
            UUID grantId,
            Money amount,
            TransferKind kind,
            LedgerAccount other,
            String reference,
            @Nullable String note) {}

    /**
     * Locks the customer's account; what of its money no lease holds.
     *
     * @throws IllegalArgumentException for a customer who does not exist
     */
    public static Money lock(Handle tx, UUID customerId) {
        return CustomerAccount.lock(tx, customerId)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no spend account of customer " + customerId))
                .left();
    }

    /** What is left of a grant. */
    public static Money remaining(Handle tx, UUID grantId) {
        return tx.createQuery("SELECT remaining_nanos FROM credit_grant WHERE id = :id")
                .bind("id", grantId)
                .map((row, context) -> Money.ofNanos(row.getLong(1)))
                .one();
    }

    /** Takes money out of a grant; nothing for an amount of zero. */
    public static void take(Handle tx, Move move, Instant now) {
        if (move.amount().isZero()) return;
        GrantRows.reduce(tx, move.grantId(), move.amount());
        post(tx, move, LedgerAccount.CREDIT, move.other(), now);
        changed(tx, move.customerId(), move.amount().negated(), Money.ZERO);
    }

    /** Puts money back into the grant it was taken from; nothing for an amount of zero. */
    public static void putBack(Handle tx, Move move, Instant now) {
        if (move.amount().isZero()) return;
        GrantRows.reduce(tx, move.grantId(), move.amount().negated());
        post(tx, move, move.other(), LedgerAccount.CREDIT, now);
        changed(tx, move.customerId(), move.amount(), Money.ZERO);
    }

    /** Money went back to the customer that was spent already: it is owed. */
    public static void owe(
            Handle tx, UUID customerId, Money amount, String reference, Instant now) {
        if (amount.isZero()) return;
        Ledger.post(
                tx,
                now,
                List.of(
                        Posting.of(
                                customerId,
                                TransferKind.REFUND,
                                LedgerAccount.RECEIVABLE,
                                LedgerAccount.CASH,
                                amount,
                                reference,
                                null)));
        changed(tx, customerId, Money.ZERO, amount);
    }

    /** Money that came in for which no credit is given. */
    public static void earn(
            Handle tx, UUID customerId, Money amount, String reference, Instant now) {
        if (amount.isZero()) return;
        Ledger.post(
                tx,
                now,
                List.of(
                        Posting.of(
                                customerId,
                                TransferKind.PURCHASE,
                                LedgerAccount.CASH,
                                LedgerAccount.REVENUE,
                                amount,
                                reference,
                                null)));
    }

    private static void post(
            Handle tx, Move move, LedgerAccount from, LedgerAccount to, Instant now) {
        Ledger.post(
                tx,
                now,
                List.of(
                        Posting.of(
                                move.customerId(),
                                move.kind(),
                                from,
                                to,
                                move.amount(),
                                move.reference(),
                                move.note())));
    }

    private static void changed(Handle tx, UUID customerId, Money credit, Money owed) {
        CustomerAccount.change(tx, customerId, credit, owed);
        new News.SpendChanged(customerId).send(tx);
    }
}

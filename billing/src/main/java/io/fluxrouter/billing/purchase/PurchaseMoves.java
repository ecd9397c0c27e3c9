package io.fluxrouter.billing.purchase;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.purchase.PurchaseStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What becomes of the rows of {@code credit_purchase}. */
final class PurchaseMoves {
    private PurchaseMoves() {}

    /** Keeps the page to pay on; the first one, should two calls have asked for it at once. */
    static void opened(Handle tx, UUID id, String session, String url, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE credit_purchase
                        SET checkout_session = :session, checkout_url = :url, updated_at = :now
                        WHERE id = :id AND checkout_session IS NULL
                        """)
                .bind("id", id)
                .bind("session", session)
                .bind("url", url)
                .bind("now", now)
                .execute();
    }

    static void paid(
            Handle tx,
            UUID id,
            CreditPurchase.Given given,
            @Nullable String paymentIntent,
            Instant now) {
        tx.createUpdate(
                        """
                        UPDATE credit_purchase
                        SET status = 'paid', paid_grant_id = :paid, given_grant_id = CAST(:given AS uuid),
                            payment_intent = :intent, failure = NULL, paid_at = :now, updated_at = :now,
                            next_attempt_at = NULL
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("paid", given.paidGrant())
                .bind("given", given.givenGrant())
                .bind("intent", paymentIntent)
                .bind("now", now)
                .execute();
    }

    /** It ended without money, or something about it is wrong. */
    static void ended(
            Handle tx, UUID id, PurchaseStatus status, @Nullable String failure, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE credit_purchase
                        SET status = :status, failure = :failure, updated_at = :now,
                            next_attempt_at = NULL
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("status", status.key())
                .bind("failure", failure)
                .bind("now", now)
                .execute();
    }

    static void refunded(Handle tx, UUID id, PurchaseStatus status, Money refunded, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE credit_purchase
                        SET status = :status, refunded_cents = :refunded, updated_at = :now
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("status", status.key())
                .bind("refunded", refunded.cents())
                .bind("now", now)
                .execute();
    }

    /** Takes the pending purchase of a way that is due the longest. */
    static Optional<Claimed> claim(Handle tx, PurchaseWay way, Instant now, Instant until) {
        return tx.createQuery(
                        """
                        UPDATE credit_purchase SET next_attempt_at = :until, attempts = attempts + 1
                        WHERE id = (SELECT id FROM credit_purchase
                                    WHERE next_attempt_at <= :now AND status = 'pending' AND way = :way
                                    ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, attempts, tries
                        """)
                .bind("way", way.key())
                .bind("now", now)
                .bind("until", until)
                .map((row, context) -> Claimed.read(row))
                .findOne();
    }
}

package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.CreditMoves;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.purchase.CreditOffer;
import io.fluxrouter.core.purchase.PurchaseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What news of a payment does to a purchase: credit is given once, whoever brings the news and how
 * often. The purchase's row is locked first, then the customer's account.
 */
public final class Fulfilment {
    private static final Logger LOG = LoggerFactory.getLogger(Fulfilment.class);

    private final Credits credits;

    public Fulfilment(Credits credits) {
        this.credits = credits;
    }

    /** Money that came in, as Stripe tells it. */
    public record Payment(
            UUID purchaseId, @Nullable String paymentIntent, long cents, String currency) {}

    /**
     * Gives the credit, if it was not given yet. Money of another amount than the price gives
     * nothing: somebody has to look at it.
     *
     * @return whether the purchase is ours
     */
    public boolean paid(Handle tx, Payment payment, Instant now) {
        Optional<CreditPurchase> found = PurchaseRows.lock(tx, payment.purchaseId());
        if (found.isEmpty()) return false;
        CreditPurchase purchase = found.get();
        if (!purchase.status().canBecome(PurchaseStatus.PAID)) return true;
        String wrong = wrong(purchase, payment);
        if (wrong != null) {
            LOG.warn("purchase {}: {}", purchase.id(), wrong);
            PurchaseMoves.ended(tx, purchase.id(), purchase.status(), wrong, now);
            return true;
        }
        give(tx, purchase, payment.paymentIntent(), now);
        return true;
    }

    /** The page to pay on is closed. */
    public boolean expired(Handle tx, UUID purchaseId, Instant now) {
        return end(tx, purchaseId, PurchaseStatus.EXPIRED, null, now);
    }

    /** The card on file was refused. */
    public boolean failed(Handle tx, UUID purchaseId, String reason, Instant now) {
        return end(tx, purchaseId, PurchaseStatus.FAILED, reason, now);
    }

    /** Gives the credit of a purchase that is locked and not paid. */
    void give(Handle tx, CreditPurchase purchase, @Nullable String paymentIntent, Instant now) {
        CreditOffer offer = purchase.offer();
        UUID paid = grant(purchase, CreditKind.PAID, offer.paid(), now);
        UUID given =
                offer.given().isZero()
                        ? null
                        : grant(purchase, CreditKind.PROMOTIONAL, offer.given(), now);
        CreditMoves.earn(tx, purchase.customerId(), offer.fee(), purchase.reference(), now);
        PurchaseMoves.paid(
                tx, purchase.id(), new CreditPurchase.Given(paid, given), paymentIntent, now);
    }

    private UUID grant(CreditPurchase purchase, CreditKind kind, Money amount, Instant now) {
        Integer days = purchase.offer().expiresAfterDays();
        return credits.grant(
                        new NewGrant(
                                purchase.customerId(),
                                amount,
                                kind,
                                NewGrant.DEFAULT_PRIORITY,
                                days == null ? null : now.plus(Duration.ofDays(days)),
                                purchase.author(),
                                purchase.reference()))
                .id();
    }

    private static boolean end(
            Handle tx,
            UUID purchaseId,
            PurchaseStatus status,
            @Nullable String reason,
            Instant now) {
        Optional<CreditPurchase> found = PurchaseRows.lock(tx, purchaseId);
        if (found.isPresent() && found.get().status().canBecome(status)) {
            PurchaseMoves.ended(tx, purchaseId, status, reason, now);
        }
        return found.isPresent();
    }

    private static @Nullable String wrong(CreditPurchase purchase, Payment payment) {
        boolean right =
                payment.currency().toLowerCase(Locale.ROOT).equals("usd")
                        && payment.cents() == purchase.offer().price().cents();
        return right
                ? null
                : "paid "
                        + payment.cents()
                        + " "
                        + payment.currency()
                        + " instead of "
                        + purchase.offer().price().cents()
                        + " usd";
    }
}

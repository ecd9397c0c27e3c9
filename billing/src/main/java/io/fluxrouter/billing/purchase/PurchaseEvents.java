package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.inbox.EventEffect;
import io.fluxrouter.billing.inbox.StripeEvent;
import io.fluxrouter.billing.payment.RefundState;
import io.fluxrouter.billing.payment.StripeCheckout;
import io.fluxrouter.billing.payment.StripeRefunds;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What Stripe tells about purchases and refunds. Each event carries all that its effect needs. */
public final class PurchaseEvents implements EventEffect {
    private final Fulfilment fulfilment;
    private final RefundMoves refunds;

    public PurchaseEvents(Fulfilment fulfilment, RefundMoves refunds) {
        this.fulfilment = fulfilment;
        this.refunds = refunds;
    }

    @Override
    public boolean apply(Handle tx, StripeEvent event, Instant now) {
        return switch (event.type()) {
            case "checkout.session.completed", "checkout.session.async_payment_succeeded" ->
                    completed(tx, event, now);
            case "checkout.session.expired" ->
                    purchase(event).filter(id -> fulfilment.expired(tx, id, now)).isPresent();
            case "payment_intent.succeeded" -> succeeded(tx, event, now);
            case "refund.created", "refund.updated", "refund.failed", "charge.refund.updated" ->
                    refunded(tx, event, now);
            default -> false;
        };
    }

    private static Optional<UUID> purchase(StripeEvent event) {
        return event.ourId(StripeCheckout.PURCHASE);
    }

    /** A page that is done may not be paid yet: some ways to pay take days. */
    private boolean completed(Handle tx, StripeEvent event, Instant now) {
        Optional<UUID> purchase = purchase(event);
        if (purchase.isEmpty() || !"paid".equals(event.text("payment_status"))) return false;
        return fulfilment.paid(
                tx,
                new Fulfilment.Payment(
                        purchase.get(),
                        event.idIn("payment_intent"),
                        event.number("amount_total"),
                        currency(event)),
                now);
    }

    private boolean succeeded(Handle tx, StripeEvent event, Instant now) {
        Optional<UUID> purchase = purchase(event);
        if (purchase.isEmpty()) return false;
        return fulfilment.paid(
                tx,
                new Fulfilment.Payment(
                        purchase.get(),
                        event.objectId(),
                        event.number("amount_received"),
                        currency(event)),
                now);
    }

    private boolean refunded(Handle tx, StripeEvent event, Instant now) {
        String id = event.objectId();
        if (id == null || !"refund".equals(event.text("object"))) return false;
        return refunds.learn(
                tx,
                new RefundState(
                        id,
                        Objects.requireNonNullElse(event.text("status"), "pending"),
                        event.number("amount"),
                        event.idIn("payment_intent"),
                        event.ourId(StripeRefunds.REFUND).map(UUID::toString).orElse(null),
                        event.text("failure_reason")),
                now);
    }

    private static String currency(StripeEvent event) {
        return Objects.requireNonNullElse(event.text("currency"), "");
    }
}

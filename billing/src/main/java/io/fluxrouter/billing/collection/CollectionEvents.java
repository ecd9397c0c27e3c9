package io.fluxrouter.billing.collection;

import io.fluxrouter.billing.inbox.EventEffect;
import io.fluxrouter.billing.inbox.StripeEvent;
import io.fluxrouter.billing.payment.StripeInvoices;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What Stripe tells about our invoices. A refusal is no news: who charged the card was told, and
 * counts it once.
 */
public final class CollectionEvents implements EventEffect {
    private final CollectionMoves moves;

    public CollectionEvents(CollectionMoves moves) {
        this.moves = moves;
    }

    @Override
    public boolean apply(Handle tx, StripeEvent event, Instant now) {
        String id = event.objectId();
        Optional<UUID> invoice = event.ourId(StripeInvoices.INVOICE);
        if (id == null || invoice.isEmpty()) return false;
        return switch (event.type()) {
            case "invoice.paid", "invoice.payment_succeeded" ->
                    moves.paid(tx, invoice.get(), id, event.number("amount_paid"), now);
            case "invoice.voided", "invoice.marked_uncollectible" ->
                    moves.withdrawn(tx, invoice.get(), "withdrawn at Stripe", now);
            default -> false;
        };
    }
}

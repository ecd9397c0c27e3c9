package io.fluxrouter.billing.card;

import io.fluxrouter.billing.inbox.EventEffect;
import io.fluxrouter.billing.inbox.StripeEvent;
import io.fluxrouter.billing.payment.CardState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Stripe tells about cards: one was left, or taken away. */
public final class CardEvents implements EventEffect {
    private final Cards cards;

    public CardEvents(Cards cards) {
        this.cards = cards;
    }

    @Override
    public boolean apply(Handle tx, StripeEvent event, Instant now) {
        return switch (event.type()) {
            case "setup_intent.succeeded" -> left(tx, event, event.idIn("payment_method"));
            case "payment_method.attached" -> described(tx, event);
            case "payment_method.detached" -> taken(tx, event);
            default -> false;
        };
    }

    /** A new card takes the place of the one before. */
    private boolean left(Handle tx, StripeEvent event, @Nullable String method) {
        Optional<UUID> customer = owner(tx, event);
        if (customer.isEmpty() || method == null) return false;
        return put(tx, event, customer.get(), new CardState(method, null, null, null, null));
    }

    private boolean described(Handle tx, StripeEvent event) {
        Optional<UUID> customer = owner(tx, event);
        String method = event.objectId();
        if (customer.isEmpty() || method == null) return false;
        JsonNode card = event.object().path("card");
        return put(
                tx,
                event,
                customer.get(),
                new CardState(
                        method,
                        card.path("brand").asString(null),
                        card.path("last4").asString(null),
                        whole(card.path("exp_month")),
                        whole(card.path("exp_year"))));
    }

    /** Not if it has been taken away since: that event came first. */
    private boolean put(Handle tx, StripeEvent event, UUID customer, CardState card) {
        if (CardRows.isGone(tx, card.id())) return false;
        cards.put(tx, customer, card, event.createdAt());
        return true;
    }

    private static @Nullable Integer whole(JsonNode number) {
        return number.isIntegralNumber() ? number.asInt() : null;
    }

    /** What is taken away has no owner any more, so it is found by its own id. */
    private boolean taken(Handle tx, StripeEvent event) {
        String method = event.objectId();
        if (method == null) return false;
        Optional<UUID> holder =
                tx.createQuery("SELECT customer_id FROM stripe_customer WHERE payment_method = :id")
                        .bind("id", method)
                        .mapTo(UUID.class)
                        .findOne();
        return holder.isPresent() && cards.remove(tx, method, holder.get());
    }

    private static Optional<UUID> owner(Handle tx, StripeEvent event) {
        return Optional.ofNullable(event.idIn("customer"))
                .flatMap(id -> CardRows.customerOf(tx, id));
    }
}

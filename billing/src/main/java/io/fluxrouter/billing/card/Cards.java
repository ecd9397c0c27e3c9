package io.fluxrouter.billing.card;

import io.fluxrouter.billing.bound.CustomerBlocks;
import io.fluxrouter.billing.payment.CardState;
import io.fluxrouter.billing.payment.HostedPage;
import io.fluxrouter.billing.payment.ReturnUrls;
import io.fluxrouter.billing.payment.StripeCheckout;
import io.fluxrouter.billing.payment.StripeCustomers;
import io.fluxrouter.core.access.Block;
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

/**
 * Customers at Stripe and their cards. Whoever asks Stripe here holds no connection of the database
 * meanwhile. Safe for all threads.
 */
public final class Cards {
    private final Jdbi jdbi;
    private final StripeCustomers customers;
    private final StripeCheckout checkout;
    private final InstantSource clock;
    private final boolean cardRequired;

    /**
     * @param cardRequired whether nothing is served to who has no card on file
     */
    public Cards(
            Jdbi jdbi,
            StripeCustomers customers,
            StripeCheckout checkout,
            InstantSource clock,
            boolean cardRequired) {
        this.jdbi = jdbi;
        this.customers = customers;
        this.checkout = checkout;
        this.clock = clock;
        this.cardRequired = cardRequired;
    }

    /** The customer's id at Stripe, made known to it where needed; NOT_FOUND for nobody. */
    public String stripeId(UUID customerId) {
        Optional<String> known = jdbi.withHandle(handle -> CardRows.stripeId(handle, customerId));
        if (known.isPresent()) return known.get();
        StripeCustomers.NewStripeCustomer customer =
                jdbi.withHandle(handle -> CardRows.customer(handle, customerId))
                        .orElseThrow(
                                () -> ApiError.of(Refusal.NOT_FOUND, "There is no such customer."));
        String made = customers.create(customer);
        return jdbi.inTransaction(
                tx -> {
                    CardRows.insert(tx, customerId, made, now());
                    return CardRows.stripeId(tx, customerId).orElseThrow();
                });
    }

    /** The customer whom Stripe knows by this id. */
    public static Optional<UUID> customerOf(Handle handle, String stripeId) {
        return CardRows.customerOf(handle, stripeId);
    }

    /** As we know it. */
    public Optional<CardOnFile> onFile(UUID customerId) {
        return jdbi.withHandle(handle -> CardRows.card(handle, customerId));
    }

    /** A page to leave a card on. */
    public HostedPage leaveCard(UUID customerId, ReturnUrls urls) {
        return checkout.leaveCard(stripeId(customerId), customerId, urls);
    }

    /** Where the customer changes cards and reads what was charged. */
    public String portal(UUID customerId, String returnUrl) {
        return checkout.portal(stripeId(customerId), returnUrl);
    }

    /**
     * Asks Stripe for the customer's cards, and puts the newest on file: for who comes back from a
     * page before its event does, or when that was lost.
     */
    public Optional<CardOnFile> refresh(UUID customerId) {
        Optional<String> stripeId =
                jdbi.withHandle(handle -> CardRows.stripeId(handle, customerId));
        if (stripeId.isEmpty()) return Optional.empty();
        List<CardState> cards = customers.cards(stripeId.get());
        jdbi.useTransaction(
                tx -> {
                    Optional<CardOnFile> before = CardRows.card(tx, customerId);
                    Optional<CardState> kept = before.flatMap(one -> same(cards, one.card().id()));
                    Optional<CardState> newest = cards.stream().findFirst();
                    if (kept.or(() -> newest).isPresent()) {
                        put(tx, customerId, kept.or(() -> newest).get(), now());
                    } else if (before.isPresent()) {
                        remove(tx, before.get().card().id(), customerId);
                    }
                });
        return onFile(customerId);
    }

    private static Optional<CardState> same(List<CardState> cards, String id) {
        return cards.stream().filter(card -> card.id().equals(id)).findFirst();
    }

    /**
     * Puts a card on file, unless a newer one is there.
     *
     * @param at when it was left, by Stripe's clock
     */
    void put(Handle tx, UUID customerId, CardState card, Instant at) {
        Optional<CardOnFile> before = CardRows.lockCard(tx, customerId);
        boolean same = before.filter(one -> one.card().id().equals(card.id())).isPresent();
        if (!same && before.filter(one -> one.since().isAfter(at)).isPresent()) return;
        CardRows.put(tx, customerId, card, at);
        CustomerBlocks.release(tx, customerId, Block.CARD_REQUIRED);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    boolean remove(Handle tx, String paymentMethod, UUID customerId) {
        boolean removed = CardRows.remove(tx, paymentMethod);
        if (removed && cardRequired) {
            CustomerBlocks.block(tx, customerId, Block.CARD_REQUIRED, "the card is gone", now());
        }
        return removed;
    }
}

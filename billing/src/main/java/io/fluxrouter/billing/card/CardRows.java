package io.fluxrouter.billing.card;

import io.fluxrouter.billing.payment.CardState;
import io.fluxrouter.billing.payment.StripeCustomers.NewStripeCustomer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The table {@code stripe_customer}. */
final class CardRows {
    private CardRows() {}

    static Optional<String> stripeId(Handle handle, UUID customerId) {
        return handle.createQuery("SELECT stripe_id FROM stripe_customer WHERE customer_id = :id")
                .bind("id", customerId)
                .mapTo(String.class)
                .findOne();
    }

    static Optional<UUID> customerOf(Handle handle, String stripeId) {
        return handle.createQuery("SELECT customer_id FROM stripe_customer WHERE stripe_id = :id")
                .bind("id", stripeId)
                .mapTo(UUID.class)
                .findOne();
    }

    /** The customer's name and address; empty for one that does not exist or is archived. */
    static Optional<NewStripeCustomer> customer(Handle handle, UUID customerId) {
        return handle.createQuery(
                        "SELECT name, email FROM customer WHERE id = :id AND archived_at IS NULL")
                .bind("id", customerId)
                .map(
                        (row, context) ->
                                new NewStripeCustomer(
                                        customerId, row.getString("name"), row.getString("email")))
                .findOne();
    }

    /** Keeps the first id that was made, should two have been made at once. */
    static void insert(Handle tx, UUID customerId, String stripeId, Instant now) {
        tx.createUpdate(
                        """
                        INSERT INTO stripe_customer (customer_id, stripe_id, created_at)
                        VALUES (:customer, :stripe, :now) ON CONFLICT (customer_id) DO NOTHING
                        """)
                .bind("customer", customerId)
                .bind("stripe", stripeId)
                .bind("now", now)
                .execute();
    }

    static Optional<CardOnFile> card(Handle handle, UUID customerId) {
        return handle.createQuery(
                        """
                        SELECT payment_method, card_brand, card_last4, card_exp_month, card_exp_year,
                            card_since
                        FROM stripe_customer WHERE customer_id = :id AND payment_method IS NOT NULL
                        """)
                .bind("id", customerId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** As {@link #card}; whoever else wants to change it waits. */
    static Optional<CardOnFile> lockCard(Handle tx, UUID customerId) {
        tx.createQuery("SELECT 1 FROM stripe_customer WHERE customer_id = :id FOR UPDATE")
                .bind("id", customerId)
                .mapTo(Integer.class)
                .findOne();
        return card(tx, customerId);
    }

    static void put(Handle tx, UUID customerId, CardState card, Instant at) {
        tx.createUpdate(
                        """
                        UPDATE stripe_customer s
                        SET payment_method = :method,
                            card_since = CASE WHEN same THEN s.card_since ELSE :at END,
                            card_brand = coalesce(:brand, CASE WHEN same THEN s.card_brand END),
                            card_last4 = coalesce(:last4, CASE WHEN same THEN s.card_last4 END),
                            card_exp_month = coalesce(CAST(:month AS int),
                                CASE WHEN same THEN s.card_exp_month END),
                            card_exp_year = coalesce(CAST(:year AS int),
                                CASE WHEN same THEN s.card_exp_year END)
                        FROM (SELECT customer_id, payment_method IS NOT DISTINCT FROM :method AS same
                              FROM stripe_customer WHERE customer_id = :id) before
                        WHERE s.customer_id = before.customer_id
                        """)
                .bind("id", customerId)
                .bind("method", card.id())
                .bind("brand", card.brand())
                .bind("last4", card.last4())
                .bind("month", card.expMonth())
                .bind("year", card.expYear())
                .bind("at", at)
                .execute();
    }

    /** Whether Stripe has told that the card was taken away, which is for good. */
    static boolean isGone(Handle handle, String paymentMethod) {
        return handle.createQuery(
                        """
                        SELECT count(*) > 0 FROM stripe_event
                        WHERE object_id = :method AND type = 'payment_method.detached'
                        """)
                .bind("method", paymentMethod)
                .mapTo(Boolean.class)
                .one();
    }

    /** Takes the card off file if it is this one. */
    static boolean remove(Handle tx, String paymentMethod) {
        return tx.createUpdate(
                                """
                                UPDATE stripe_customer
                                SET payment_method = NULL, card_brand = NULL, card_last4 = NULL,
                                    card_exp_month = NULL, card_exp_year = NULL, card_since = NULL
                                WHERE payment_method = :method
                                """)
                        .bind("method", paymentMethod)
                        .execute()
                > 0;
    }

    private static CardOnFile read(ResultSet row) throws SQLException {
        return new CardOnFile(
                new CardState(
                        row.getString("payment_method"),
                        row.getString("card_brand"),
                        row.getString("card_last4"),
                        row.getObject("card_exp_month", Integer.class),
                        row.getObject("card_exp_year", Integer.class)),
                row.getObject("card_since", OffsetDateTime.class).toInstant());
    }
}

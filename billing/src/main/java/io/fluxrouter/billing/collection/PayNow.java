package io.fluxrouter.billing.collection;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.card.Cards;
import io.fluxrouter.billing.invoice.AmountDue;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.core.invoice.InvoiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Paying an open invoice before its turn comes, as its customer asks for. The money moves where it
 * always does: a card is charged by {@link CollectionDuty} alone. Safe for all threads.
 */
public final class PayNow {
    /** Whoever is due sooner, or is being charged this moment, gains nothing by asking. */
    private static final Duration SOON = Duration.ofMinutes(5);

    private final Jdbi jdbi;
    private final Invoices invoices;
    private final Optional<Cards> cards;
    private final boolean simulated;
    private final InstantSource clock;

    /** How an invoice can be paid by who looks at it. */
    public enum Way {
        /** By the card on file. */
        CARD,
        /** By leaving a card first, which is charged then. */
        LEAVE_CARD,
        /** By nothing: a node in development without Stripe takes a word for it. */
        SIMULATED,
        /** Not here: it owes nothing, or this installation takes no cards. */
        NONE
    }

    /**
     * How collecting stands.
     *
     * @param failure what the bank said last; null while it refused nothing
     * @param nextAt when the card is tried next; null for never
     */
    public record Standing(
            String status, int failures, @Nullable String failure, @Nullable Instant nextAt) {}

    /**
     * @param cards empty for a node without Stripe
     * @param simulated whether a word counts as a payment
     */
    public PayNow(
            Jdbi jdbi,
            Invoices invoices,
            Optional<Cards> cards,
            boolean simulated,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.invoices = invoices;
        this.cards = cards;
        this.simulated = simulated;
        this.clock = clock;
    }

    public Way way(Invoice invoice) {
        if (invoice.status() != InvoiceStatus.OPEN) return Way.NONE;
        if (invoice.amounts().due().signum() <= 0) return Way.NONE;
        if (cards.isPresent()) {
            if (invoice.amounts().due().compareTo(AmountDue.LEAST_CHARGE) < 0) return Way.NONE;
            return cards.get().onFile(invoice.customerId()).isPresent() ? Way.CARD : Way.LEAVE_CARD;
        }
        return simulated ? Way.SIMULATED : Way.NONE;
    }

    /** Has it paid in the way there is; nothing where there is none. */
    public void pay(Invoice invoice, String author) {
        switch (way(invoice)) {
            case CARD, LEAVE_CARD -> hasten(invoice.id());
            case SIMULATED ->
                    invoices.pay(
                            Organization.OPERATOR,
                            invoice.id(),
                            Optional.empty(),
                            "simulated, in development",
                            author);
            case NONE -> {}
        }
    }

    private void hasten(UUID invoiceId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbi.useTransaction(
                tx -> {
                    CollectionRows.adopt(tx, now);
                    tx.createUpdate(
                                    """
                                    UPDATE invoice_collection SET next_attempt_at = :now
                                    WHERE invoice_id = :id AND status IN ('pending', 'open')
                                      AND next_attempt_at > :soon
                                    """)
                            .bind("now", now)
                            .bind("id", invoiceId)
                            .bind("soon", now.plus(SOON))
                            .execute();
                });
    }

    /** Empty before a card was charged for it, or without Stripe. */
    public Optional<Standing> standing(UUID invoiceId) {
        return jdbi.withHandle((Handle handle) -> standing(handle, invoiceId));
    }

    private static Optional<Standing> standing(Handle handle, UUID invoiceId) {
        return handle.createQuery(
                        """
                        SELECT status, failures, failure, next_attempt_at
                        FROM invoice_collection WHERE invoice_id = :id
                        """)
                .bind("id", invoiceId)
                .map(
                        (row, context) ->
                                new Standing(
                                        row.getString("status"),
                                        row.getInt("failures"),
                                        row.getString("failure"),
                                        Optional.ofNullable(
                                                        row.getObject(
                                                                "next_attempt_at",
                                                                OffsetDateTime.class))
                                                .map(OffsetDateTime::toInstant)
                                                .orElse(null)))
                .findOne();
    }
}

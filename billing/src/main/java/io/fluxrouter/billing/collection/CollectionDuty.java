package io.fluxrouter.billing.collection;

import io.fluxrouter.billing.card.CardOnFile;
import io.fluxrouter.billing.card.Cards;
import io.fluxrouter.billing.collection.Collected.Status;
import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.duty.Backoff;
import io.fluxrouter.billing.duty.Duty;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.payment.PaymentException;
import io.fluxrouter.billing.payment.PaymentException.Kind;
import io.fluxrouter.billing.payment.PushedInvoice;
import io.fluxrouter.billing.payment.StripeInvoices;
import io.fluxrouter.billing.payment.StripeInvoices.Push;
import io.fluxrouter.core.invoice.InvoiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Pushes open invoices to Stripe and charges the card on file for them. Who takes up one that was
 * begun goes on where it stands at Stripe.
 */
public final class CollectionDuty implements Duty {
    private final Jdbi jdbi;
    private final StripeInvoices stripe;
    private final Cards cards;
    private final CollectionMoves moves;
    private final InstantSource clock;
    private final MonthPartitions partitions;

    public CollectionDuty(
            Jdbi jdbi,
            StripeInvoices stripe,
            Cards cards,
            CollectionMoves moves,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.stripe = stripe;
        this.cards = cards;
        this.moves = moves;
        this.clock = clock;
        this.partitions = new MonthPartitions(jdbi);
    }

    @Override
    public String name() {
        return "collection";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public boolean next() {
        Instant now = now();
        Optional<Collected> claimed =
                jdbi.inTransaction(
                        tx -> {
                            CollectionRows.adopt(tx, now);
                            CarriedRows.lead(tx, now);
                            CarriedRows.join(tx, now);
                            CollectionRows.hasten(tx, now);
                            return CollectionRows.claim(tx, now, now.plus(Backoff.CLAIM));
                        });
        claimed.ifPresent(this::collect);
        return claimed.isPresent();
    }

    private void collect(Collected one) {
        try {
            Invoice invoice = moves.invoice(one.invoiceId());
            boolean asks = invoice.status().canBecome(InvoiceStatus.PAID);
            if (asks) push(one, invoice);
            else withdraw(one, invoice);
        } catch (PaymentException failure) {
            Instant now = now();
            if (failure.kind() == Kind.REFUSED) {
                ended(one, Status.STUCK, String.valueOf(failure.getMessage()));
                return;
            }
            Instant next = now.plus(Backoff.after(one.attempts()));
            boolean stripeFailed = failure.kind() == Kind.FAILED;
            jdbi.useTransaction(
                    tx -> CollectionRows.tryAgain(tx, one.invoiceId(), stripeFailed, next));
        }
    }

    private void push(Collected one, Invoice invoice) {
        Push push =
                new Push(
                        invoice.id(),
                        cards.stripeId(invoice.customerId()),
                        invoice.currency().toLowerCase(Locale.ROOT),
                        String.valueOf(invoice.number()),
                        one.tries());
        Optional<PushedInvoice> before = there(one, push);
        PushedInvoice there = before.isPresent() ? before.get() : stripe.create(push);
        store(one, there, Status.PENDING);
        List<Invoice> carried = moves.carried(one.invoiceId());
        if (there.isDraft()) {
            stripe.addItems(push, there.id(), PushedLines.of(invoice, carried));
            there = stripe.issue(there.id());
        }
        if (there.isPaid()) {
            paid(one, there);
        } else if (there.isEnded()) {
            jdbi.useTransaction(
                    tx -> moves.withdrawn(tx, one.invoiceId(), "withdrawn at Stripe", now()));
        } else if (there.due() != PushedLines.due(invoice, carried) && one.failures() == 0) {
            ended(one, Status.STUCK, "Stripe asks for " + there.due());
        } else {
            store(one, there, Status.OPEN);
            charge(one, invoice, there);
        }
    }

    /** What Stripe has of it; looked for only where it may have something. */
    private Optional<PushedInvoice> there(Collected one, Push push) {
        String stripeId = one.stripeId();
        if (stripeId != null) return Optional.of(stripe.find(stripeId));
        if (one.attempts() == 1) return Optional.empty();
        String ourId = one.invoiceId().toString();
        return stripe.list(push.stripeCustomer()).stream()
                .filter(invoice -> ourId.equals(invoice.ourId()) && !invoice.isEnded())
                .findFirst();
    }

    private void charge(Collected one, Invoice invoice, PushedInvoice there) {
        Optional<CardOnFile> card = cards.onFile(invoice.customerId());
        PushedInvoice after =
                card.isPresent() ? stripe.pay(there.id(), card.get().card().id()) : there;
        if (after.isPaid()) {
            paid(one, after);
            return;
        }
        String refusal = after.refusal();
        String why =
                card.isEmpty() ? "no card on file" : refusal == null ? after.status() : refusal;
        jdbi.useTransaction(tx -> moves.refused(tx, one.invoiceId(), why, now()));
    }

    private void paid(Collected one, PushedInvoice there) {
        Instant now = now();
        partitions.ensure(Table.TRANSFER, now);
        jdbi.useTransaction(tx -> moves.paid(tx, one.invoiceId(), there.id(), there.paid(), now));
    }

    /** It is settled here by other means, so Stripe must not charge it. */
    private void withdraw(Collected one, Invoice invoice) {
        String stripeId = one.stripeId();
        if (stripeId != null) {
            PushedInvoice there = stripe.find(stripeId);
            if (there.isPaid()) {
                paid(one, there);
                return;
            }
            if (!there.isEnded()) stripe.withdraw(there);
        }
        jdbi.useTransaction(
                tx ->
                        moves.withdrawn(
                                tx, one.invoiceId(), "the invoice is " + invoice.status(), now()));
    }

    private void store(Collected one, PushedInvoice there, Status status) {
        jdbi.useTransaction(
                tx -> CollectionRows.pushed(tx, one.invoiceId(), there.id(), status, now()));
    }

    private void ended(Collected one, Status status, String why) {
        jdbi.useTransaction(
                (Handle tx) -> {
                    CollectionRows.ended(tx, one.invoiceId(), status, why, now());
                    CarriedRows.release(tx, one.invoiceId());
                });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

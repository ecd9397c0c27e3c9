package io.fluxrouter.billing.collection;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.bound.CustomerBlocks;
import io.fluxrouter.billing.collection.Collected.Status;
import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.billing.webhook.EventType;
import io.fluxrouter.billing.webhook.Outbox;
import io.fluxrouter.billing.webhook.OutgoingEvent;
import io.fluxrouter.core.access.Block;
import io.fluxrouter.core.invoice.DunningSchedule;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What news of an invoice at Stripe does here, once, whoever brings it. The collection's row is
 * locked first, then the invoice.
 */
public final class CollectionMoves {
    private static final Logger LOG = LoggerFactory.getLogger(CollectionMoves.class);
    private static final String AUTHOR = "stripe";

    private final Jdbi jdbi;
    private final Invoices invoices;
    private final Subscriptions subscriptions;
    private final Credits credits;

    public CollectionMoves(
            Jdbi jdbi, Invoices invoices, Subscriptions subscriptions, Credits credits) {
        this.jdbi = jdbi;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
        this.credits = credits;
    }

    Invoice invoice(UUID id) {
        return invoices.get(Organization.OPERATOR, id);
    }

    /** The smaller invoices that are paid together with one. */
    List<Invoice> carried(UUID leader) {
        return jdbi.withHandle(handle -> CarriedRows.of(handle, leader)).stream()
                .map(this::invoice)
                .toList();
    }

    /**
     * Money came in for it, and for what it carries.
     *
     * @param amount in the smallest unit of the invoice's currency
     * @return whether it is an invoice that we collect
     */
    boolean paid(Handle tx, UUID invoiceId, String stripeId, long amount, Instant now) {
        Optional<Collected> found = CollectionRows.lock(tx, invoiceId);
        if (found.isEmpty()) return false;
        if (found.get().status() == Status.PAID) return true;
        Invoice invoice = invoice(invoiceId);
        int digits = invoice.amounts().total().scale();
        BigDecimal received = BigDecimal.valueOf(amount, digits);
        BigDecimal asked =
                invoice.status().canBecome(InvoiceStatus.PAID)
                        ? received.min(invoice.amounts().due())
                        : BigDecimal.ZERO;
        CollectionRows.ended(tx, invoiceId, Status.PAID, null, now);
        if (asked.signum() > 0) {
            invoices.pay(Organization.OPERATOR, invoiceId, Optional.of(asked), stripeId, AUTHOR);
        }
        BigDecimal rest = payCarried(tx, invoice, received.subtract(asked), stripeId, now);
        if (rest.signum() > 0) keep(invoice, rest, stripeId);
        CustomerBlocks.releaseHold(tx, invoice.customerId());
        return true;
    }

    /** Pays what came along; returns what is over. */
    private BigDecimal payCarried(
            Handle tx, Invoice leader, BigDecimal received, String stripeId, Instant now) {
        BigDecimal rest = received;
        for (UUID id : CarriedRows.of(tx, leader.id())) {
            Invoice small = invoice(id);
            BigDecimal due = small.amounts().due();
            if (!small.status().canBecome(InvoiceStatus.PAID) || due.compareTo(rest) > 0) continue;
            CollectionRows.ended(tx, id, Status.PAID, null, now);
            invoices.pay(Organization.OPERATOR, id, Optional.of(due), stripeId, AUTHOR);
            rest = rest.subtract(due);
        }
        CarriedRows.release(tx, leader.id());
        return rest;
    }

    /** What the invoice did not ask for any more is the customer's own. */
    private void keep(Invoice invoice, BigDecimal rest, String stripeId) {
        if (!invoice.currency().equals("USD")) {
            LOG.warn("{} paid {} {} too much", stripeId, rest, invoice.currency());
            return;
        }
        credits.grant(
                new NewGrant(
                        invoice.customerId(),
                        Money.usd(rest),
                        CreditKind.PAID,
                        NewGrant.DEFAULT_PRIORITY,
                        null,
                        AUTHOR,
                        "paid beyond invoice " + invoice.number()));
    }

    /** A card was refused for it: tried again some days later, and at last nothing is served. */
    void refused(Handle tx, UUID invoiceId, String why, Instant now) {
        Optional<Collected> found = CollectionRows.lock(tx, invoiceId);
        if (found.isEmpty() || found.get().status().isEnded()) return;
        Collected before = found.get();
        Invoice invoice = invoice(invoiceId);
        Instant since = before.failedSince() == null ? now : before.failedSince();
        Instant holdAt = since.plus(DunningSchedule.HOLD_AFTER);
        boolean hold = !now.isBefore(holdAt);
        Duration pause = DunningSchedule.pauseAfter(before.failures() + 1);
        Instant next = now.plus(pause);
        if (!hold && next.isAfter(holdAt)) next = holdAt;
        Collected after =
                new Collected(
                        invoiceId,
                        before.stripeId(),
                        before.status(),
                        before.failures() + 1,
                        since,
                        hold,
                        before.attempts(),
                        before.tries());
        CollectionRows.refused(tx, after, why, next, now);
        if (hold) {
            CustomerBlocks.block(
                    tx,
                    invoice.customerId(),
                    Block.ON_HOLD,
                    "invoice " + invoice.number() + " stays unpaid",
                    now);
        }
        fallBehind(invoice);
        tell(tx, invoice, why, next, now);
    }

    /** Stripe's invoice was withdrawn. */
    boolean withdrawn(Handle tx, UUID invoiceId, String why, Instant now) {
        Optional<Collected> found = CollectionRows.lock(tx, invoiceId);
        if (found.isEmpty() || found.get().status().isEnded()) return found.isPresent();
        CollectionRows.ended(tx, invoiceId, Status.VOID, why, now);
        CarriedRows.release(tx, invoiceId);
        CustomerBlocks.releaseHold(tx, invoice(invoiceId).customerId());
        return true;
    }

    private void fallBehind(Invoice invoice) {
        @Nullable UUID id = invoice.subject().subscriptionId();
        if (id == null) return;
        boolean active =
                subscriptions
                        .find(id)
                        .map(Subscription::status)
                        .filter(status -> status == SubscriptionStatus.ACTIVE)
                        .isPresent();
        if (active) subscriptions.fallBehind(id, AUTHOR);
    }

    private static void tell(Handle tx, Invoice invoice, String why, Instant next, Instant now) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("invoice_id", invoice.id());
        data.put("invoice_number", invoice.number());
        data.put("customer_id", invoice.customerId());
        data.put("amount_due", invoice.amounts().due());
        data.put("currency", invoice.currency());
        data.put("reason", why);
        data.put("next_attempt_at", next);
        Outbox.put(
                tx,
                new OutgoingEvent(
                        invoice.organizationId(), EventType.INVOICE_PAYMENT_FAILED, data, now));
    }
}

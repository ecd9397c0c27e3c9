package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.payment.PaymentState;
import io.fluxrouter.billing.payment.StripeCheckout;
import io.fluxrouter.billing.payment.StripePayments;
import io.fluxrouter.billing.reconcile.Comparison;
import io.fluxrouter.billing.reconcile.Difference;
import io.fluxrouter.core.purchase.PurchaseStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Purchases against Stripe's payments: money that came is credit, and credit is money that came.
 */
public final class PaymentComparison implements Comparison {
    private static final String KIND = "payment";

    private final Jdbi jdbi;
    private final StripePayments stripe;
    private final Fulfilment fulfilment;
    private final InstantSource clock;
    private final MonthPartitions partitions;

    public PaymentComparison(
            Jdbi jdbi, StripePayments stripe, Fulfilment fulfilment, InstantSource clock) {
        this.jdbi = jdbi;
        this.stripe = stripe;
        this.fulfilment = fulfilment;
        this.clock = clock;
        this.partitions = new MonthPartitions(jdbi);
    }

    @Override
    public Result compare() {
        List<Difference> differences = new ArrayList<>();
        // First ours: what is paid while Stripe lists is in its list, and not the other way round.
        List<String> paidHere = jdbi.withHandle(PurchaseRows::payments);
        List<PaymentState> payments = stripe.list(null);
        Set<String> paidThere = new HashSet<>();
        for (PaymentState payment : payments) {
            if (payment.succeeded()) paidThere.add(payment.id());
            purchase(payment).flatMap(id -> compare(id, payment)).ifPresent(differences::add);
        }
        for (String intent : paidHere) {
            if (paidThere.contains(intent)) continue;
            differences.add(new Difference(KIND, intent, "purchase", "not paid", "paid", false));
        }
        return new Result(payments.size(), differences);
    }

    private static Optional<UUID> purchase(PaymentState payment) {
        String id = payment.metadata().get(StripeCheckout.PURCHASE);
        try {
            return id == null ? Optional.empty() : Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<Difference> compare(UUID id, PaymentState payment) {
        if (!payment.succeeded()) return Optional.empty();
        Optional<PurchaseStatus> before = status(id);
        if (before.filter(PurchaseStatus::isPaid).isPresent()) return Optional.empty();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        partitions.ensure(Table.TRANSFER, now);
        jdbi.useTransaction(
                tx ->
                        fulfilment.paid(
                                tx,
                                new Fulfilment.Payment(
                                        id,
                                        payment.id(),
                                        payment.receivedCents(),
                                        payment.currency()),
                                now));
        return Optional.of(
                new Difference(
                        KIND,
                        payment.id(),
                        "purchase:" + id,
                        payment.status(),
                        before.map(PurchaseStatus::key).orElse("unknown"),
                        status(id).filter(PurchaseStatus::isPaid).isPresent()));
    }

    private Optional<PurchaseStatus> status(UUID id) {
        return jdbi.withHandle(handle -> PurchaseRows.find(handle, id)).map(CreditPurchase::status);
    }
}

package io.fluxrouter.billing.collection;

import io.fluxrouter.billing.collection.Collected.Status;
import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.payment.PushedInvoice;
import io.fluxrouter.billing.payment.StripeInvoices;
import io.fluxrouter.billing.reconcile.Comparison;
import io.fluxrouter.billing.reconcile.Difference;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Invoices that we collect against Stripe's. */
public final class InvoiceComparison implements Comparison {
    private final Jdbi jdbi;
    private final StripeInvoices stripe;
    private final CollectionMoves moves;
    private final InstantSource clock;
    private final MonthPartitions partitions;

    public InvoiceComparison(
            Jdbi jdbi, StripeInvoices stripe, CollectionMoves moves, InstantSource clock) {
        this.jdbi = jdbi;
        this.stripe = stripe;
        this.moves = moves;
        this.clock = clock;
        this.partitions = new MonthPartitions(jdbi);
    }

    @Override
    public Result compare() {
        List<PushedInvoice> pushed = stripe.list(null);
        List<Difference> differences = new ArrayList<>();
        for (PushedInvoice one : pushed) {
            ours(one).flatMap(id -> compare(id, one)).ifPresent(differences::add);
        }
        return new Result(pushed.size(), differences);
    }

    private static Optional<UUID> ours(PushedInvoice one) {
        try {
            String id = one.ourId();
            return id == null ? Optional.empty() : Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<Difference> compare(UUID id, PushedInvoice there) {
        Optional<Collected> before = here(id);
        if (agree(there, before)) return Optional.empty();
        if (there.isPaid()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            partitions.ensure(Table.TRANSFER, now);
            jdbi.useTransaction(tx -> moves.paid(tx, id, there.id(), there.paid(), now));
        } else if (isWithdrawnThere(there, before)) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            jdbi.useTransaction(tx -> moves.withdrawn(tx, id, "withdrawn at Stripe", now));
        }
        boolean repaired = agree(there, here(id));
        return Optional.of(
                new Difference(
                        "invoice",
                        there.id(),
                        "invoice:" + id,
                        there.status(),
                        before.map(one -> one.status().key()).orElse("unknown"),
                        repaired));
    }

    private static boolean agree(PushedInvoice there, Optional<Collected> here) {
        Optional<Status> status = here.map(Collected::status);
        if (status.filter(Status.STUCK::equals).isPresent()) return false;
        boolean paid = status.filter(Status.PAID::equals).isPresent();
        return there.isPaid() == paid && !isWithdrawnThere(there, here);
    }

    /** It is the invoice that we still wait for. */
    private static boolean isWithdrawnThere(PushedInvoice there, Optional<Collected> here) {
        return there.isEnded()
                && here.filter(one -> !one.status().isEnded())
                        .filter(one -> there.id().equals(one.stripeId()))
                        .isPresent();
    }

    private Optional<Collected> here(UUID id) {
        return jdbi.withHandle(handle -> CollectionRows.find(handle, id));
    }
}

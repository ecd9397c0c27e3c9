package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.payment.RefundState;
import io.fluxrouter.billing.payment.StripeRefunds;
import io.fluxrouter.billing.reconcile.Comparison;
import io.fluxrouter.billing.reconcile.Difference;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Refunds against Stripe's, those made there by hand too. */
public final class RefundComparison implements Comparison {
    private final Jdbi jdbi;
    private final StripeRefunds stripe;
    private final RefundMoves moves;
    private final InstantSource clock;
    private final MonthPartitions partitions;

    public RefundComparison(
            Jdbi jdbi, StripeRefunds stripe, RefundMoves moves, InstantSource clock) {
        this.jdbi = jdbi;
        this.stripe = stripe;
        this.moves = moves;
        this.clock = clock;
        this.partitions = new MonthPartitions(jdbi);
    }

    @Override
    public Result compare() {
        List<RefundState> refunds = stripe.list(null);
        List<Difference> differences = new ArrayList<>();
        refunds.forEach(refund -> compare(refund).ifPresent(differences::add));
        return new Result(refunds.size(), differences);
    }

    private Optional<Difference> compare(RefundState refund) {
        String before = here(refund);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        partitions.ensure(Table.TRANSFER, now);
        boolean ours = jdbi.inTransaction(tx -> moves.learn(tx, refund, now));
        String after = here(refund);
        if (!ours || after.equals(before)) return Optional.empty();
        return Optional.of(
                new Difference(
                        "refund",
                        refund.id(),
                        Objects.requireNonNullElse(refund.ourId(), "made at Stripe"),
                        refund.status(),
                        before,
                        true));
    }

    private String here(RefundState refund) {
        return jdbi.withHandle(handle -> RefundMoves.known(handle, refund))
                .map(one -> one.status().key())
                .orElse("unknown");
    }
}

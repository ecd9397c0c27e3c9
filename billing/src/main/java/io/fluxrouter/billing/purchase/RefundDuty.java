package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.duty.Backoff;
import io.fluxrouter.billing.payment.PaymentException;
import io.fluxrouter.billing.payment.PaymentException.Kind;
import io.fluxrouter.billing.payment.RefundState;
import io.fluxrouter.billing.payment.StripeRefunds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells Stripe of refunds. A refund is claimed, sent and then marked; who dies in between leaves a
 * claim that runs out, and whoever takes it then looks first whether Stripe has the refund.
 */
public final class RefundDuty extends ClaimingDuty {
    /** Stripe settles refunds within days; an event says so earlier. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(6);

    private final StripeRefunds stripe;
    private final RefundMoves moves;
    private final MonthPartitions partitions;

    public RefundDuty(Jdbi jdbi, StripeRefunds stripe, RefundMoves moves, InstantSource clock) {
        super(jdbi, clock);
        this.stripe = stripe;
        this.moves = moves;
        this.partitions = new MonthPartitions(jdbi);
    }

    @Override
    public String name() {
        return "refunds";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    Optional<Claimed> claim(Handle tx, Instant now) {
        return RefundRows.claim(tx, now, now.plus(Backoff.CLAIM));
    }

    @Override
    void work(Claimed claimed) {
        try {
            RefundState state = atStripe(claimed);
            mark(claimed, state);
        } catch (PaymentException failure) {
            Instant now = now();
            partitions.ensure(Table.TRANSFER, now);
            jdbi.useTransaction(
                    tx -> {
                        if (failure.kind() == Kind.REFUSED) {
                            CreditRefund refund = RefundRows.find(tx, claimed.id()).orElseThrow();
                            PurchaseRows.lock(tx, refund.purchaseId());
                            moves.fail(tx, refund, null, failure.getMessage(), now);
                        } else {
                            Attempts.REFUNDS.again(
                                    tx,
                                    claimed.id(),
                                    failure.kind() == Kind.FAILED,
                                    now.plus(Backoff.after(claimed.attempts())));
                        }
                    });
        }
    }

    private RefundState atStripe(Claimed claimed) {
        CreditRefund refund =
                jdbi.withHandle(handle -> RefundRows.find(handle, claimed.id()).orElseThrow());
        CreditPurchase purchase =
                jdbi.withHandle(
                        handle -> PurchaseRows.find(handle, refund.purchaseId()).orElseThrow());
        String intent = String.valueOf(purchase.atStripe().paymentIntent());
        if (claimed.attempts() > 1) {
            Optional<RefundState> there =
                    stripe.list(intent).stream()
                            .filter(one -> refund.id().toString().equals(one.ourId()))
                            .findFirst();
            if (there.isPresent()) return there.get();
        }
        return stripe.create(
                new StripeRefunds.Wanted(
                        refund.id(), intent, refund.amount().cents(), claimed.tries()));
    }

    private void mark(Claimed claimed, RefundState state) {
        Instant now = now();
        partitions.ensure(Table.TRANSFER, now);
        jdbi.useTransaction(
                tx -> {
                    // First what locks the purchase, as events do.
                    moves.learn(tx, state, now);
                    RefundRows.known(tx, claimed.id(), state.id(), now, now.plus(LOOK_AGAIN));
                });
    }
}

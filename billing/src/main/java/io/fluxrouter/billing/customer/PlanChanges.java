package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.subscription.PendingLine;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.billing.terms.CustomerTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Changes of plan as a customer makes them: what one would bring is learnt by making it and taking
 * it back, so that the price shown before is the price afterwards. Safe for all threads.
 */
public final class PlanChanges {
    private final Jdbi jdbi;
    private final Customers customers;
    private final Subscriptions subscriptions;
    private final InstantSource clock;

    public PlanChanges(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.customers = new Customers(jdbi, clock);
        this.subscriptions = new Subscriptions(jdbi, clock);
        this.clock = clock;
    }

    /**
     * What a change puts on the next invoice.
     *
     * @param lines fees of the new plan, and what the old one gives back
     */
    public record Effect(List<PendingLine> lines) {
        public Effect {
            lines = List.copyOf(lines);
        }

        /** Below zero where more is given back than asked for. */
        public BigDecimal sum() {
            return lines.stream().map(PendingLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** Carries the effect out of a transaction that is not to be kept. */
    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Effect effect;

        TakenBack(Effect effect) {
            super(null, null, false, false);
            this.effect = effect;
        }
    }

    /** What changing to that plan now would bring; changes nothing. INVALID_VALUE for no plan. */
    public Effect rehearse(UUID customerId, String planCode) {
        try {
            jdbi.useTransaction(
                    tx -> {
                        throw new TakenBack(make(tx, customerId, planCode));
                    });
            throw new IllegalStateException("a rehearsal was kept");
        } catch (TakenBack rehearsed) {
            return rehearsed.effect;
        }
    }

    public Effect change(UUID customerId, String planCode, String author) {
        return jdbi.inTransaction(
                tx -> {
                    Effect effect = make(tx, customerId, planCode);
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    new AuditRecord(customerId, "plan.change", author, planCode, now).insert(tx);
                    return effect;
                });
    }

    private Effect make(Handle tx, UUID customerId, String planCode) {
        List<PendingLine> before = lines(tx, customerId);
        customers.update(customerId, CustomerChange.NONE.withPlan(Change.to(planCode)));
        List<PendingLine> added = new ArrayList<>(lines(tx, customerId));
        before.forEach(added::remove);
        return new Effect(added);
    }

    private List<PendingLine> lines(Handle tx, UUID customerId) {
        return CustomerTerms.live(tx, customerId)
                .map(live -> subscriptions.get(live.subscriptionId()))
                .map(one -> subscriptions.pendingLines(one.id(), one.period().number()))
                .orElse(List.of());
    }
}

package io.fluxrouter.billing.credit;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.TransferKind;
import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Corrections of a customer's credit by hand, each with its author and reason in the ledger. Safe
 * for all threads.
 */
public final class CreditAdjustments {
    private final Jdbi jdbi;
    private final Credits credits;
    private final InstantSource clock;
    private final MonthPartitions partitions;

    public CreditAdjustments(Jdbi jdbi, Credits credits, InstantSource clock) {
        this.jdbi = jdbi;
        this.credits = credits;
        this.clock = clock;
        this.partitions = new MonthPartitions(jdbi);
    }

    /**
     * A correction.
     *
     * @param amount above zero to give, below to take
     */
    public record Adjustment(UUID customerId, Money amount, String reason, String author) {

        /** Throws an {@link io.fluxrouter.core.refusal.ApiError} that names the field. */
        public Adjustment {
            Fields.text(reason, "reason");
            Fields.text(author, "author");
            if (amount.isZero()) throw Fields.invalid("amount_usd must not be 0.", "amount_usd");
        }
    }

    /**
     * Gives a grant, or takes from the grants in the order they are spent: never more than there is
     * and no lease holds. Answers what credit is left.
     */
    public Money adjust(Adjustment wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        partitions.ensure(Table.TRANSFER, now);
        return jdbi.inTransaction(
                tx -> {
                    if (wanted.amount().isPositive()) give(wanted);
                    else take(tx, wanted, now);
                    return CustomerAccount.read(tx, wanted.customerId()).orElseThrow().credit();
                });
    }

    private void give(Adjustment wanted) {
        credits.grant(
                new NewGrant(
                        wanted.customerId(),
                        wanted.amount(),
                        CreditKind.PROMOTIONAL,
                        NewGrant.DEFAULT_PRIORITY,
                        null,
                        wanted.author(),
                        wanted.reason()),
                TransferKind.ADJUSTMENT);
    }

    private static void take(Handle tx, Adjustment wanted, Instant now) {
        Money free = CreditMoves.lock(tx, wanted.customerId());
        Money credit = CustomerAccount.read(tx, wanted.customerId()).orElseThrow().credit();
        Money open = wanted.amount().negated();
        if (open.compareTo(free.min(credit)) > 0) {
            throw Fields.invalid(
                    "amount_usd takes more than the "
                            + free.min(credit).toDecimal()
                            + " dollars of credit that are free.",
                    "amount_usd");
        }
        for (CreditGrant grant : GrantRows.all(tx, wanted.customerId())) {
            Money part = open.min(grant.remaining());
            CreditMoves.take(tx, move(wanted, grant, part), now);
            open = open.minus(part);
        }
    }

    private static CreditMoves.Move move(Adjustment wanted, CreditGrant grant, Money part) {
        return new CreditMoves.Move(
                wanted.customerId(),
                grant.id(),
                part,
                TransferKind.ADJUSTMENT,
                LedgerAccount.PROMOTION,
                "author:" + wanted.author(),
                wanted.reason());
    }
}

package io.fluxrouter.billing.credit;

import io.fluxrouter.billing.clock.CustomerTime;
import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.ledger.Ledger;
import io.fluxrouter.billing.ledger.Posting;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.TransferKind;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Gives credit and lets it expire. Safe for all threads. */
public final class Credits {
    /** The reference of the transfer by which a grant pays what was owed. */
    public static final String OWED = "owed";

    private final Jdbi jdbi;
    private final CustomerTime time;
    private final MonthPartitions partitions;

    public Credits(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.time = new CustomerTime(clock);
        this.partitions = new MonthPartitions(jdbi);
    }

    /**
     * Gives credit, in one transaction, and tells all nodes. A debt is paid from it first. It is
     * there from now on, by the time of the customer. Refuses a reason that is no line of text.
     *
     * @throws IllegalArgumentException for a customer who does not exist
     */
    public CreditGrant grant(NewGrant wanted) {
        boolean paid = wanted.kind() == CreditKind.PAID;
        return grant(wanted, paid ? TransferKind.PURCHASE : TransferKind.GRANT);
    }

    CreditGrant grant(NewGrant wanted, TransferKind kind) {
        Fields.optionalText(wanted.reason(), "reason");
        Instant now = now(wanted.customerId());
        partitions.ensure(Table.TRANSFER, now);
        return jdbi.inTransaction(
                tx -> {
                    SpendState state =
                            CustomerAccount.lock(tx, wanted.customerId())
                                    .orElseThrow(() -> noCustomer(wanted.customerId()));
                    Money debt = state.owed().min(wanted.amount());
                    CreditGrant grant = opened(wanted, wanted.amount().minus(debt), now);
                    GrantRows.insert(tx, grant);
                    Ledger.post(tx, now, postings(grant, kind, debt));
                    CustomerAccount.change(
                            tx, grant.customerId(), grant.remaining(), debt.negated());
                    new News.SpendChanged(grant.customerId()).send(tx);
                    return grant;
                });
    }

    private Instant now(UUID customerId) {
        return jdbi.withHandle(handle -> time.now(handle, customerId))
                .truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Takes back what is left of the grants that have expired by {@code now}, and returns how many
     * were touched. Money that leases hold stays until they are settled or given back; the next
     * call takes it then. Those of customers on test clocks wait for their clocks: see {@link
     * TestClockExpiry}.
     */
    public int expireDue(Instant now) {
        return expireDue(null, now);
    }

    /**
     * As above.
     *
     * @param clockId of whose customers; null for those on none
     */
    int expireDue(@Nullable UUID clockId, Instant now) {
        partitions.ensure(Table.TRANSFER, now);
        int touched = 0;
        for (UUID customer :
                jdbi.withHandle(handle -> GrantRows.customersWithExpired(handle, clockId, now))) {
            touched += jdbi.inTransaction(tx -> expire(tx, customer, now));
        }
        return touched;
    }

    /** All grants the customer ever had, in the order they are spent, the used up ones last. */
    public List<CreditGrant> grants(UUID customerId) {
        return jdbi.withHandle(handle -> GrantRows.all(handle, customerId));
    }

    private static int expire(Handle tx, UUID customerId, Instant now) {
        SpendState state =
                CustomerAccount.lock(tx, customerId).orElseThrow(() -> noCustomer(customerId));
        Money free = state.left();
        Money taken = Money.ZERO;
        List<Posting> postings = new ArrayList<>();
        for (CreditGrant grant : GrantRows.expired(tx, customerId, now)) {
            Money amount = grant.remaining().min(free.minus(taken));
            if (amount.isZero()) continue;
            GrantRows.reduce(tx, grant.id(), amount);
            taken = taken.plus(amount);
            postings.add(
                    Posting.of(
                            customerId,
                            TransferKind.EXPIRY,
                            LedgerAccount.CREDIT,
                            LedgerAccount.EXPIRED,
                            amount,
                            reference(grant),
                            null));
        }
        Ledger.post(tx, now, postings);
        CustomerAccount.change(tx, customerId, taken.negated(), Money.ZERO);
        if (taken.isPositive()) new News.SpendChanged(customerId).send(tx);
        return postings.size();
    }

    private static CreditGrant opened(NewGrant wanted, Money remaining, Instant now) {
        Instant expiresAt = wanted.expiresAt();
        return new CreditGrant(
                UUID.randomUUID(),
                wanted.customerId(),
                wanted.kind(),
                wanted.priority(),
                wanted.amount(),
                remaining,
                expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS),
                now,
                wanted.author(),
                wanted.reason());
    }

    private static List<Posting> postings(CreditGrant grant, TransferKind kind, Money debt) {
        boolean paid = grant.kind() == CreditKind.PAID;
        List<Posting> postings = new ArrayList<>();
        postings.add(
                Posting.of(
                        grant.customerId(),
                        kind,
                        paid ? LedgerAccount.CASH : LedgerAccount.PROMOTION,
                        LedgerAccount.CREDIT,
                        grant.amount(),
                        reference(grant),
                        grant.reason()));
        if (debt.isPositive()) {
            postings.add(
                    Posting.of(
                            grant.customerId(),
                            TransferKind.PAYMENT,
                            LedgerAccount.CREDIT,
                            LedgerAccount.RECEIVABLE,
                            debt,
                            OWED,
                            null));
        }
        return postings;
    }

    private static String reference(CreditGrant grant) {
        return "grant:" + grant.id();
    }

    private static IllegalArgumentException noCustomer(UUID customerId) {
        return new IllegalArgumentException("no spend account of customer " + customerId);
    }
}

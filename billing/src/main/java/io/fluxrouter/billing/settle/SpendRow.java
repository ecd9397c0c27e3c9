package io.fluxrouter.billing.settle;

import io.fluxrouter.core.spend.SpendPeriod;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A locked row of {@code spend_account}, as a batch changes it. Amounts in nano-dollars. */
final class SpendRow {
    private final UUID id;
    private final SpendPeriod period;
    private final long cap;
    private long included;
    private @Nullable Instant invoicesSince;
    private @Nullable Instant invoicedFrom;
    private @Nullable Instant invoicedUntil;
    private long invoicedCap;
    private Instant periodStart;
    private long settled;
    private long credit;
    private long owed;
    private long unleased;
    private boolean changed;

    SpendRow(UUID id, SpendPeriod period, Instant periodStart, long cap) {
        this.id = id;
        this.period = period;
        this.periodStart = periodStart;
        this.cap = cap;
    }

    SpendRow holding(long settled, long credit, long owed) {
        this.settled = settled;
        this.credit = credit;
        this.owed = owed;
        return this;
    }

    /**
     * What the customer's plan says.
     *
     * @param included of a month that has no usage yet
     * @param invoicesSince what is used before goes on no invoice; null for nothing ever
     */
    SpendRow onTerms(long included, @Nullable Instant invoicesSince) {
        this.included = included;
        this.invoicesSince = invoicesSince;
        return this;
    }

    /**
     * The last time that usage was invoiced and is not any more; null for never.
     *
     * @param invoicedCap what a month could cost then
     */
    SpendRow invoicedBefore(@Nullable Instant from, @Nullable Instant until, long invoicedCap) {
        this.invoicedFrom = from;
        this.invoicedUntil = until;
        this.invoicedCap = invoicedCap;
        return this;
    }

    /** The lease that admitted an event of this cost is spent by so much. */
    void spendLease(long cost) {
        unleased += cost;
        changed = true;
    }

    /**
     * Counts towards the cap. A newer period than the row's starts the row afresh; what was spent
     * in an older one counted then or never will.
     */
    void countTowardsCap(Instant occurredAt, long amount) {
        changed = true;
        Instant start = period.startOf(occurredAt);
        if (start.isAfter(periodStart)) {
            periodStart = start;
            settled = 0;
        }
        if (start.equals(periodStart)) settled = Math.addExact(settled, amount);
    }

    void takeCredit(long amount) {
        credit -= amount;
    }

    void owe(long amount) {
        owed = Math.addExact(owed, amount);
    }

    UUID id() {
        return id;
    }

    long cap() {
        return cap;
    }

    long included() {
        return included;
    }

    /** Whether usage of that time may go on an invoice. */
    boolean invoices(Instant occurredAt) {
        return (invoicesSince != null && !occurredAt.isBefore(invoicesSince))
                || wasInvoiced(occurredAt);
    }

    /** The most that goes on invoices for the month of that time: what held when it was used. */
    long invoiceCap(Instant occurredAt) {
        return wasInvoiced(occurredAt) ? Math.max(cap, invoicedCap) : cap;
    }

    private boolean wasInvoiced(Instant occurredAt) {
        return invoicedFrom != null
                && invoicedUntil != null
                && !occurredAt.isBefore(invoicedFrom)
                && occurredAt.isBefore(invoicedUntil);
    }

    Instant periodStart() {
        return periodStart;
    }

    long settled() {
        return settled;
    }

    long credit() {
        return credit;
    }

    long owed() {
        return owed;
    }

    /** Whether the batch has spent or counted anything here. */
    boolean changed() {
        return changed;
    }

    /** How much of this node's lease the batch has spent. */
    long unleased() {
        return unleased;
    }
}

package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All the money of one customer while a batch is settled, and the order in which it pays: the
 * included amount of the event's month, credit, then the invoice up to the cap. Used by one thread.
 */
final class CustomerFunds {
    private final SpendRow account;
    private final Map<LocalDate, MonthUse> months = new HashMap<>();
    private final List<OpenGrant> grants = new ArrayList<>();
    private final List<Charge> charges = new ArrayList<>();
    private long fromAllowance;
    private long fromCredit;
    private long fromReceivable;

    /** What of a request's cost goes on the invoice, in nano-dollars. */
    record Charge(UsageEvent event, long nanos) {}

    CustomerFunds(SpendRow account) {
        this.account = account;
    }

    void add(MonthUse month) {
        months.put(month.month(), month);
    }

    /** Grants come in the order they are spent. */
    void add(OpenGrant grant) {
        grants.add(grant);
    }

    /** Pays for an event. Its month must have been added. */
    void pay(UsageEvent event) {
        long cost = event.figures().cost().nanos();
        if (cost == 0) return;
        MonthUse month = months.get(MonthPartitions.monthOf(event.occurredAt()));
        if (month == null) throw new IllegalStateException("no month for " + event.id());
        long included = month.useIncluded(cost, account.cap());
        long credit = takeCredit(cost - included, event.occurredAt(), false);
        long invoiced =
                account.invoices(event.occurredAt())
                        ? month.invoice(
                                cost - included - credit, account.invoiceCap(event.occurredAt()))
                        : 0;
        if (invoiced > 0) charges.add(new Charge(event, invoiced));
        // Expired credit that is still there was leased before it expired: the promise was given.
        long expired = takeCredit(cost - included - credit - invoiced, event.occurredAt(), true);
        long owed = cost - included - credit - invoiced - expired;
        account.spendLease(cost);
        account.countTowardsCap(event.occurredAt(), included + invoiced);
        account.takeCredit(credit + expired);
        account.owe(owed);
        fromAllowance += included;
        fromCredit += credit + expired;
        fromReceivable += invoiced + owed;
    }

    private long takeCredit(long wanted, Instant occurredAt, boolean expired) {
        long taken = 0;
        for (OpenGrant grant : grants) {
            if (grant.expiredAt(occurredAt) == expired) taken += grant.take(wanted - taken);
        }
        return taken;
    }

    SpendRow account() {
        return account;
    }

    Collection<MonthUse> months() {
        return months.values();
    }

    List<OpenGrant> grants() {
        return grants;
    }

    List<Charge> charges() {
        return charges;
    }

    long fromAllowance() {
        return fromAllowance;
    }

    long fromCredit() {
        return fromCredit;
    }

    /** What the customer owes for the batch, within the cap or beyond. */
    long fromReceivable() {
        return fromReceivable;
    }
}

package io.fluxrouter.billing.spend;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a customer has used of a calendar month (UTC), and what is left of it.
 *
 * @param included what the plan's fee pays for
 * @param includedUsed of that
 * @param invoiced what goes on the invoice so far
 * @param ceiling the most of both together; prepaid credit comes on top
 * @param credit prepaid and promotional money that is left
 * @param hardStop nothing is ever invoiced: usage ends with what is included
 * @param resetsAt when the next month begins
 */
public record MonthState(
        LocalDate month,
        Money included,
        Money includedUsed,
        Money invoiced,
        Money ceiling,
        Money credit,
        boolean hardStop,
        Instant resetsAt) {

    /** Of the ceiling. */
    public Money used() {
        return includedUsed.plus(invoiced);
    }

    /** What can still be spent in this month. */
    public Money headroom() {
        return ceiling.minus(used()).max(Money.ZERO).plus(credit);
    }
}

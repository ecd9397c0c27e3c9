package io.fluxrouter.billing.settle;

import java.time.LocalDate;

/** A row of {@code allowance}, as a batch changes it. Amounts in nano-dollars. */
final class MonthUse {
    private final LocalDate month;
    private final long included;
    private long used;
    private long receivable;

    MonthUse(LocalDate month, long included, long used, long receivable) {
        this.month = month;
        this.included = included;
        this.used = used;
        this.receivable = receivable;
    }

    /** Pays from the included amount what it can, and returns how much that was. */
    long useIncluded(long wanted, long cap) {
        long paid = Math.clamp(Math.min(included - used, room(cap)), 0, wanted);
        used += paid;
        return paid;
    }

    /** Puts on the invoice what the cap allows, and returns how much that was. */
    long invoice(long wanted, long cap) {
        long paid = Math.clamp(room(cap), 0, wanted);
        receivable += paid;
        return paid;
    }

    private long room(long cap) {
        return cap - used - receivable;
    }

    LocalDate month() {
        return month;
    }

    long included() {
        return included;
    }

    long used() {
        return used;
    }

    long receivable() {
        return receivable;
    }
}

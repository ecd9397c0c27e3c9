package io.fluxrouter.billing.settle;

import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.usage.UsageEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code spend_counter}: which requests of a customer count towards a budget or an hour.
 *
 * @param account with the time in which they do
 * @param keyId null for all keys
 * @param holds whether they were admitted with money from it
 */
record Counter(SpendAccount account, UUID customerId, @Nullable UUID keyId, boolean holds) {

    boolean counts(UsageEvent event) {
        return (keyId == null || keyId.equals(event.keyId()))
                && account.countsAt(event.occurredAt());
    }

    /** Books an event that counts. */
    void book(SpendRow row, UsageEvent event) {
        long cost = event.figures().cost().nanos();
        if (cost == 0) return;
        if (holds) row.spendLease(cost);
        row.countTowardsCap(event.occurredAt(), cost);
    }
}

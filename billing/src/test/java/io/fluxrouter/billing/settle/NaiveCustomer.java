package io.fluxrouter.billing.settle;

import io.fluxrouter.core.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One customer's money, told again in the plainest way: dollars, one event at a time, nothing
 * shared with the code it checks.
 */
final class NaiveCustomer {
    private static final BigDecimal NOTHING = BigDecimal.ZERO;

    static final class Grant {
        final UUID id;
        final int priority;
        final @Nullable Instant expiry;
        final boolean paid;
        final int number;
        BigDecimal left;

        Grant(
                UUID id,
                int priority,
                @Nullable Instant expiry,
                boolean paid,
                int number,
                BigDecimal left) {
            this.id = id;
            this.priority = priority;
            this.expiry = expiry;
            this.paid = paid;
            this.number = number;
            this.left = left;
        }
    }

    final BigDecimal included;
    final BigDecimal cap;
    final List<Grant> grants = new ArrayList<>();
    final Map<YearMonth, BigDecimal> usedOfIncluded = new HashMap<>();
    final Map<YearMonth, BigDecimal> invoiced = new HashMap<>();
    BigDecimal owed = NOTHING;
    BigDecimal given = NOTHING;
    BigDecimal bought = NOTHING;
    BigDecimal expired = NOTHING;
    BigDecimal revenue = NOTHING;
    YearMonth latest;

    NaiveCustomer(String included, String cap, YearMonth month) {
        this.included = new BigDecimal(included);
        this.cap = new BigDecimal(cap);
        this.latest = month;
    }

    void use(UsageEvent event) {
        BigDecimal rest = event.figures().cost().toBigDecimal();
        if (rest.signum() == 0) return;
        revenue = revenue.add(rest);
        YearMonth month = YearMonth.from(event.occurredAt().atZone(ZoneOffset.UTC));
        if (month.isAfter(latest)) latest = month;
        BigDecimal used = usedOfIncluded.getOrDefault(month, NOTHING);
        BigDecimal open = cap.subtract(used).subtract(invoiced.getOrDefault(month, NOTHING));
        BigDecimal fromPlan = rest.min(included.subtract(used)).min(open);
        usedOfIncluded.put(month, used.add(fromPlan));
        rest = rest.subtract(fromPlan);
        rest = rest.subtract(takeCredit(rest, event.occurredAt(), false));
        BigDecimal onInvoice = rest.min(open.subtract(fromPlan));
        invoiced.merge(month, onInvoice, BigDecimal::add);
        rest = rest.subtract(onInvoice);
        rest = rest.subtract(takeCredit(rest, event.occurredAt(), true));
        owed = owed.add(rest);
    }

    private BigDecimal takeCredit(BigDecimal wanted, Instant when, boolean late) {
        BigDecimal taken = NOTHING;
        for (Grant grant : inOrder()) {
            boolean over = grant.expiry != null && !when.isBefore(grant.expiry);
            if (over != late) continue;
            BigDecimal part = grant.left.min(wanted.subtract(taken));
            grant.left = grant.left.subtract(part);
            taken = taken.add(part);
        }
        return taken;
    }

    private List<Grant> inOrder() {
        List<Grant> sorted = new ArrayList<>(grants);
        sorted.sort(
                Comparator.<Grant>comparingInt(grant -> grant.priority)
                        .thenComparing(grant -> grant.expiry == null ? Instant.MAX : grant.expiry)
                        .thenComparingInt(grant -> grant.paid ? 1 : 0)
                        .thenComparingInt(grant -> grant.number));
        return sorted;
    }

    void grant(UUID id, BigDecimal amount, int priority, @Nullable Instant expiry, boolean paid) {
        BigDecimal debt = owed.min(amount);
        owed = owed.subtract(debt);
        if (paid) bought = bought.add(amount);
        else given = given.add(amount);
        grants.add(new Grant(id, priority, expiry, paid, grants.size(), amount.subtract(debt)));
    }

    void expire(Instant now) {
        for (Grant grant : grants) {
            if (grant.expiry == null || now.isBefore(grant.expiry)) continue;
            expired = expired.add(grant.left);
            grant.left = NOTHING;
        }
    }

    BigDecimal credit() {
        return grants.stream().map(grant -> grant.left).reduce(NOTHING, BigDecimal::add);
    }

    BigDecimal settledThisMonth() {
        return usedOfIncluded
                .getOrDefault(latest, NOTHING)
                .add(invoiced.getOrDefault(latest, NOTHING));
    }

    /** What the ledger must say, by account. */
    Map<String, BigDecimal> balances() {
        BigDecimal fromPlan = sum(usedOfIncluded);
        BigDecimal receivable = sum(invoiced).add(owed).negate();
        return Map.of(
                "credit", credit(),
                "allowance", fromPlan.negate(),
                "receivable", receivable,
                "revenue", revenue,
                "cash", bought.negate(),
                "promotion", given.negate(),
                "expired", expired);
    }

    private static BigDecimal sum(Map<YearMonth, BigDecimal> months) {
        return months.values().stream().reduce(NOTHING, BigDecimal::add);
    }
}

package io.fluxrouter.core.credit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Grants being spent in the course of time. Use that no grant covers becomes overage, not an error;
 * a grant that begins later pays it first (OpenMeter; so does our ledger with a debt). No balance
 * is ever negative. Used by one thread.
 */
public final class BurnDown {
    private final List<Grant> spendOrder;
    private final Map<String, BigDecimal> balances = new LinkedHashMap<>();
    private Instant now;
    private BigDecimal overage = BigDecimal.ZERO;

    /** Nothing is spent yet of what counts at the start. */
    public BurnDown(List<Grant> grants, Instant start) {
        this.spendOrder = grants.stream().sorted(Grant.SPEND_ORDER).toList();
        this.now = start;
        Set<String> ids = new HashSet<>();
        for (Grant grant : grants) {
            if (!ids.add(grant.id())) {
                throw new IllegalArgumentException("two grants with id " + grant.id());
            }
            boolean begun = !start.isBefore(grant.life().effectiveAt());
            balances.put(grant.id(), begun ? grant.amount() : BigDecimal.ZERO);
        }
    }

    /**
     * Spends an amount, and tells who paid: a grant for each part, in the order they were spent.
     * Their sum is less than the amount where grants do not suffice.
     *
     * @param at not before what was done so far
     */
    public List<Funding> use(Instant at, BigDecimal amount) {
        if (amount.signum() < 0) throw new IllegalArgumentException("a use of " + amount);
        advanceTo(at);
        overage = overage.add(amount);
        return payOverage();
    }

    /** Lets time pass: grants begin, are refilled, expire. */
    public void advanceTo(Instant instant) {
        if (instant.isBefore(now)) {
            throw new IllegalArgumentException(instant + " is before " + now);
        }
        for (Instant next = nextFull(); next != null && !next.isAfter(instant); next = nextFull()) {
            fill(next);
            now = next;
            payOverage();
        }
        now = instant;
    }

    /** What each grant can still pay now, in the order the grants were given. */
    public Map<String, BigDecimal> balances() {
        Map<String, BigDecimal> usable = new LinkedHashMap<>(balances);
        for (Grant grant : spendOrder) {
            if (!grant.life().includes(now)) usable.put(grant.id(), BigDecimal.ZERO);
        }
        return usable;
    }

    /** What no grant has paid so far; it goes to the invoice. */
    public BigDecimal overage() {
        return overage;
    }

    private List<Funding> payOverage() {
        List<Funding> fundings = new ArrayList<>();
        for (Grant grant : spendOrder) {
            if (overage.signum() == 0) break;
            BigDecimal balance = balance(grant);
            if (balance.signum() == 0 || !grant.life().includes(now)) continue;
            BigDecimal paid = balance.min(overage);
            balances.put(grant.id(), balance.subtract(paid));
            overage = overage.subtract(paid);
            fundings.add(new Funding(grant.id(), paid));
        }
        return fundings;
    }

    private @Nullable Instant nextFull() {
        return spendOrder.stream()
                .map(grant -> grant.life().nextFullAfter(now))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private void fill(Instant instant) {
        for (Grant grant : spendOrder) {
            if (instant.equals(grant.life().nextFullAfter(now))) {
                balances.put(grant.id(), grant.amount());
            }
        }
    }

    private BigDecimal balance(Grant grant) {
        return Objects.requireNonNull(balances.get(grant.id()));
    }
}

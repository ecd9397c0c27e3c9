package io.fluxrouter.billing.settle;

import io.fluxrouter.core.usage.UsageEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The money that a batch touches: customers' funds, and the caps of keys, budgets and hours. Used
 * by one thread.
 */
final class Funds {
    private final Map<UUID, CustomerFunds> customers = new HashMap<>();
    private final Map<UUID, SpendRow> others = new HashMap<>();
    private final Map<UUID, List<Counter>> counters = new HashMap<>();

    void addCustomer(SpendRow account) {
        customers.put(account.id(), new CustomerFunds(account));
    }

    /** Of keys that have a limit, or had one; of budgets and hours. */
    void addOther(SpendRow account) {
        others.put(account.id(), account);
    }

    /** The account behind it is added as well. */
    void addCounter(Counter counter) {
        counters.computeIfAbsent(counter.customerId(), id -> new ArrayList<>()).add(counter);
    }

    CustomerFunds customer(UUID id) {
        CustomerFunds funds = customers.get(id);
        if (funds == null) throw new IllegalStateException("no spend account of customer " + id);
        return funds;
    }

    boolean hasCustomer(UUID id) {
        return customers.containsKey(id);
    }

    /** Pays for the events in their order. Customers who pay nothing at all are not here. */
    void pay(Collection<UsageEvent> events) {
        for (UsageEvent event : events) {
            CustomerFunds funds = customers.get(event.customerId());
            if (funds == null) continue;
            funds.pay(event);
            SpendRow key = others.get(event.keyId());
            if (key != null) payFromKey(key, event);
            for (Counter counter : counters.getOrDefault(event.customerId(), List.of())) {
                if (counter.counts(event)) counter.book(other(counter.account().id()), event);
            }
        }
    }

    private SpendRow other(UUID id) {
        SpendRow row = others.get(id);
        if (row == null) throw new IllegalStateException("no spend account " + id);
        return row;
    }

    private static void payFromKey(SpendRow key, UsageEvent event) {
        long cost = event.figures().cost().nanos();
        if (cost == 0) return;
        key.spendLease(cost);
        key.countTowardsCap(event.occurredAt(), cost);
    }

    Collection<CustomerFunds> customers() {
        return customers.values();
    }

    /** Every account that was locked. */
    List<SpendRow> accounts() {
        List<SpendRow> accounts = new ArrayList<>(others.values());
        customers.values().forEach(funds -> accounts.add(funds.account()));
        return accounts;
    }
}

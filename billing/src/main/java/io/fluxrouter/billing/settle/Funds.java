package io.fluxrouter.billing.settle;

import io.fluxrouter.core.usage.UsageEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The money that a batch touches: customers' funds and keys' caps. Used by one thread. */
final class Funds {
    private final Map<UUID, CustomerFunds> customers = new HashMap<>();
    private final Map<UUID, SpendRow> keys = new HashMap<>();

    void addCustomer(SpendRow account) {
        customers.put(account.id(), new CustomerFunds(account));
    }

    /** Only of keys that have a limit, or had one. */
    void addKey(SpendRow account) {
        keys.put(account.id(), account);
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
            SpendRow key = keys.get(event.keyId());
            if (key != null) payFromKey(key, event);
        }
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

    /** Every account that was locked, of customers and of keys. */
    List<SpendRow> accounts() {
        List<SpendRow> accounts = new ArrayList<>(keys.values());
        customers.values().forEach(funds -> accounts.add(funds.account()));
        return accounts;
    }
}

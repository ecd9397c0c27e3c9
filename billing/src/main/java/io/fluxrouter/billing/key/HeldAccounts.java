package io.fluxrouter.billing.key;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of budgets and hours that requests of some customers need money from. Immutable once
 * read.
 */
final class HeldAccounts {
    private record Held(@Nullable UUID keyId, SpendAccount account) {}

    private final Map<UUID, List<Held>> byCustomer = new HashMap<>();

    private HeldAccounts() {}

    /** Of these customers, or of all where it is null. Those that have ended are left out. */
    static HeldAccounts read(Handle handle, @Nullable Collection<UUID> customers) {
        HeldAccounts accounts = new HeldAccounts();
        handle.createQuery(
                        """
                        SELECT s.customer_id, s.key_id, s.counts_from, s.counts_until, a.id, a.kind,
                               a.period
                        FROM spend_counter s JOIN spend_account a ON a.id = s.account_id
                        WHERE s.holds AND (s.counts_until IS NULL OR s.counts_until > now())
                          AND (:all OR s.customer_id = ANY(:customers))
                        ORDER BY a.kind, a.id, s.counts_from
                        """)
                .bind("all", customers == null)
                .bind("customers", SqlArray.uuids(customers == null ? List.of() : customers))
                .map((row, context) -> accounts.add(row))
                .list();
        return accounts;
    }

    private UUID add(ResultSet row) throws SQLException {
        UUID customer = row.getObject("customer_id", UUID.class);
        Instant from = KeyRows.instant(row, "counts_from");
        SpendAccount account =
                new SpendAccount(
                        row.getObject("id", UUID.class),
                        SpendAccount.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        SpendPeriod.byKey(row.getString("period")).orElseThrow(),
                        from == null ? Instant.EPOCH : from,
                        KeyRows.instant(row, "counts_until"));
        byCustomer
                .computeIfAbsent(customer, id -> new ArrayList<>())
                .add(new Held(row.getObject("key_id", UUID.class), account));
        return customer;
    }

    /** What a request of the key needs money from, besides the key's own and the customer's. */
    List<SpendAccount> of(UUID customerId, UUID keyId) {
        return byCustomer.getOrDefault(customerId, List.of()).stream()
                .filter(held -> held.keyId() == null || held.keyId().equals(keyId))
                .map(Held::account)
                .toList();
    }
}

package io.fluxrouter.billing.event;

import io.fluxrouter.billing.clock.CustomerTime;
import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.spend.SpendAccounts;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who the customers are that senders name. A name is an external id or, where no external id is
 * like that, an id.
 */
final class CustomerNames {
    /** As long as the names that customers are made with otherwise. */
    private static final int LENGTH_MAX = 200;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final UnknownCustomers unknown;

    CustomerNames(Jdbi jdbi, InstantSource clock, UnknownCustomers unknown) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.unknown = unknown;
    }

    /** Makes the unknown where the operator allows it. A name without a customer is left out. */
    Map<CustomerName, NamedCustomer> resolve(Set<CustomerName> names) {
        if (names.isEmpty()) return Map.of();
        Map<CustomerName, NamedCustomer> known = find(names);
        if (known.size() == names.size() || unknown == UnknownCustomers.REFUSED) return known;
        return jdbi.inTransaction(
                tx -> {
                    names.stream()
                            .filter(name -> !known.containsKey(name))
                            .filter(CustomerNames::isUsable)
                            .sorted((one, other) -> one.name().compareTo(other.name()))
                            .forEach(name -> create(tx, name));
                    return find(tx, names);
                });
    }

    /** As {@link #resolve}, but makes none. */
    Map<CustomerName, NamedCustomer> find(Set<CustomerName> names) {
        if (names.isEmpty()) return Map.of();
        return jdbi.withHandle(handle -> find(handle, names));
    }

    /** Both are sought at once; an external id wins over an id, as it comes last. */
    private static Map<CustomerName, NamedCustomer> find(
            Handle handle, Collection<CustomerName> names) {
        Map<CustomerName, NamedCustomer> found = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT n.organization_id, n.name, c.id, k.frozen_time, 1 AS rank
                        FROM unnest(:organizations, :names) AS n (organization_id, name)
                        JOIN customer c ON c.organization_id = n.organization_id AND c.archived_at IS NULL
                         AND c.id = CASE WHEN n.name ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                                         THEN n.name::uuid END
                        LEFT JOIN test_clock k ON k.id = c.test_clock_id
                        UNION ALL
                        SELECT n.organization_id, n.name, c.id, k.frozen_time, 2
                        FROM unnest(:organizations, :names) AS n (organization_id, name)
                        JOIN customer c ON c.organization_id = n.organization_id AND c.archived_at IS NULL
                         AND c.external_id = n.name
                        LEFT JOIN test_clock k ON k.id = c.test_clock_id
                        ORDER BY rank
                        """)
                .bind("organizations", SqlArray.uuids(organizations(names)))
                .bind("names", SqlArray.texts(names.stream().map(CustomerName::name).toList()))
                .map(
                        (row, context) ->
                                Map.entry(
                                        new CustomerName(
                                                row.getObject("organization_id", UUID.class),
                                                row.getString("name")),
                                        new NamedCustomer(
                                                row.getObject("id", UUID.class),
                                                CustomerTime.read(row, "frozen_time"))))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    private static List<UUID> organizations(Collection<CustomerName> names) {
        return names.stream().map(CustomerName::organizationId).toList();
    }

    private static boolean isUsable(CustomerName name) {
        return !name.name().isBlank()
                && name.name().codePointCount(0, name.name().length()) <= LENGTH_MAX
                && name.name().codePoints().noneMatch(Character::isISOControl);
    }

    /** Nothing, if an event on another connection is faster. */
    private void create(Handle tx, CustomerName name) {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        int made =
                tx.createUpdate(
                                """
                                INSERT INTO customer (id, organization_id, external_id, name, created_at, updated_at)
                                VALUES (:id, :organization, :name, :name, :now, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", id)
                        .bind("organization", name.organizationId())
                        .bind("name", name.name())
                        .bind("now", now)
                        .execute();
        if (made == 0) return;
        SpendAccounts.open(
                tx,
                new SpendAccount(id, SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY),
                SpendPeriod.MONTHLY.startOf(now),
                Money.ZERO);
    }
}

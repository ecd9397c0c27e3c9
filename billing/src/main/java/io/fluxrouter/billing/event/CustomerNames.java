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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Who the customers are that senders name. A name is an external id or, where no external id is
 * like that, an id.
 */
final class CustomerNames {
    /** As long as the names that customers are made with otherwise. */
    private static final int LENGTH_MAX = 200;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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

    /**
     * By id, then by external id, which wins. Plain conditions for each organisation: a join with
     * all names at once is planned while there are few customers, and then compares each name with
     * each of them.
     */
    private static Map<CustomerName, NamedCustomer> find(
            Handle handle, Collection<CustomerName> names) {
        Map<CustomerName, NamedCustomer> found = new HashMap<>();
        names.stream()
                .collect(
                        Collectors.groupingBy(
                                CustomerName::organizationId,
                                Collectors.mapping(CustomerName::name, Collectors.toList())))
                .forEach(
                        (organization, some) -> {
                            found.putAll(byId(handle, organization, some));
                            found.putAll(byExternalId(handle, organization, some));
                        });
        return found;
    }

    private static Map<CustomerName, NamedCustomer> byId(
            Handle handle, UUID organization, List<String> names) {
        List<UUID> ids =
                names.stream().filter(ID.asMatchPredicate()).map(UUID::fromString).toList();
        if (ids.isEmpty()) return Map.of();
        return read(
                handle.createQuery(
                                """
                                SELECT c.id, c.id::text AS name, k.frozen_time
                                FROM customer c LEFT JOIN test_clock k ON k.id = c.test_clock_id
                                WHERE c.id = ANY(:ids) AND c.organization_id = :organization
                                  AND c.archived_at IS NULL
                                """)
                        .bind("ids", SqlArray.uuids(ids)),
                organization);
    }

    private static Map<CustomerName, NamedCustomer> byExternalId(
            Handle handle, UUID organization, List<String> names) {
        return read(
                handle.createQuery(
                                """
                                SELECT c.id, c.external_id AS name, k.frozen_time
                                FROM customer c LEFT JOIN test_clock k ON k.id = c.test_clock_id
                                WHERE c.external_id = ANY(:names) AND c.organization_id = :organization
                                  AND c.archived_at IS NULL
                                """)
                        .bind("names", SqlArray.texts(names)),
                organization);
    }

    private static Map<CustomerName, NamedCustomer> read(Query query, UUID organization) {
        Map<CustomerName, NamedCustomer> found = new HashMap<>();
        query.bind("organization", organization)
                .map(
                        (row, context) ->
                                Map.entry(
                                        new CustomerName(organization, row.getString("name")),
                                        new NamedCustomer(
                                                row.getObject("id", UUID.class),
                                                CustomerTime.read(row, "frozen_time"))))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
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

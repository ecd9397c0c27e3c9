package io.fluxrouter.billing.event;

import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * Who the customers are that senders name. A name is an external id or, where no external id is
 * like that, an id.
 */
final class CustomerNames {
    private final Jdbi jdbi;
    private final Customers customers;
    private final UnknownCustomers unknown;

    CustomerNames(Jdbi jdbi, Customers customers, UnknownCustomers unknown) {
        this.jdbi = jdbi;
        this.customers = customers;
        this.unknown = unknown;
    }

    /**
     * Makes those that are unknown where the operator allows it; a name without a customer is
     * missing.
     */
    Map<String, UUID> resolve(Set<String> names) {
        Map<String, UUID> known = find(names);
        if (known.size() == names.size() || unknown == UnknownCustomers.REFUSED) return known;
        names.stream().filter(name -> !known.containsKey(name)).forEach(this::create);
        return find(names);
    }

    private Map<String, UUID> find(Collection<String> names) {
        if (names.isEmpty()) return Map.of();
        List<UUID> ids = names.stream().map(CustomerNames::id).flatMap(Optional::stream).toList();
        Map<String, UUID> found = new HashMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id::text AS name, id, 1 AS rank FROM customer WHERE id = ANY(:ids)
                                        UNION ALL
                                        SELECT external_id, id, 2 FROM customer WHERE external_id = ANY(:names)
                                        ORDER BY rank
                                        """)
                                .bind("ids", SqlArray.uuids(ids))
                                .bind("names", SqlArray.texts(names))
                                .map(
                                        (row, context) ->
                                                Map.entry(
                                                        row.getString("name"),
                                                        row.getObject("id", UUID.class)))
                                .forEach(entry -> found.put(entry.getKey(), entry.getValue())));
        return found;
    }

    /** The id that a name spells, in the one spelling that PostgreSQL gives back. */
    private static Optional<UUID> id(String name) {
        if (name.length() != 36) return Optional.empty();
        try {
            return Stream.of(UUID.fromString(name))
                    .filter(id -> id.toString().equals(name))
                    .findFirst();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private void create(String name) {
        try {
            customers.create(new NewCustomer(name, null, name, null, null));
        } catch (ApiError refusal) {
            // CONFLICT: another event was faster, so it is there. INVALID_VALUE: no such name.
            if (refusal.refusal() == Refusal.CONFLICT) return;
            if (refusal.refusal() != Refusal.INVALID_VALUE) throw refusal;
        }
    }
}

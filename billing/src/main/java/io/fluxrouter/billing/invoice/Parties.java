package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Who sends an invoice and who gets it, as they are now. */
record Parties(Seller seller, BilledTo billedTo) {

    /** NOT_FOUND for an unknown customer. */
    static Parties of(Handle handle, UUID customerId) {
        Parties parties = of(handle, List.of(customerId)).get(customerId);
        if (parties == null) throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.");
        return parties;
    }

    /** Of each of these customers. */
    static Map<UUID, Parties> of(Handle handle, Collection<UUID> customerIds) {
        return handle
                .createQuery(
                        """
                        SELECT c.*, o.name AS seller_name, o.country AS seller_country,
                               o.address AS seller_address, o.tax_id AS seller_tax_id
                        FROM customer c JOIN organization o ON o.id = c.organization_id
                        WHERE c.id = ANY(:ids)
                        """)
                .bind("ids", SqlArray.uuids(customerIds))
                .map((row, context) -> Map.entry(row.getObject("id", UUID.class), read(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Parties read(ResultSet row) throws SQLException {
        return new Parties(
                new Seller(
                        row.getString("seller_name"),
                        row.getString("seller_country"),
                        List.of((String[]) row.getArray("seller_address").getArray()),
                        row.getString("seller_tax_id")),
                new BilledTo(
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("billing_address_line1"),
                        row.getString("billing_address_city"),
                        row.getString("billing_address_state"),
                        row.getString("billing_address_country"),
                        row.getString("billing_address_postal_code")));
    }
}

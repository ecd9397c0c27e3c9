package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who sends an invoice and who gets it, as they are now. */
record Parties(Seller seller, BilledTo billedTo) {

    static Parties of(Handle handle, UUID customerId) {
        return handle.createQuery(
                        """
                        SELECT c.*, o.name AS seller_name, o.country AS seller_country
                        FROM customer c JOIN organization o ON o.id = c.organization_id
                        WHERE c.id = :id
                        """)
                .bind("id", customerId)
                .map(
                        (row, context) ->
                                new Parties(
                                        new Seller(
                                                row.getString("seller_name"),
                                                row.getString("seller_country")),
                                        new BilledTo(
                                                row.getString("name"),
                                                row.getString("email"),
                                                row.getString("billing_address_line1"),
                                                row.getString("billing_address_city"),
                                                row.getString("billing_address_state"),
                                                row.getString("billing_address_country"),
                                                row.getString("billing_address_postal_code"))))
                .findOne()
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such customer."));
    }
}

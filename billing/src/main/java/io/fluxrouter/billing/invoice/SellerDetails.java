package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.database.SqlArray;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says about itself on invoices. Invoices that are final keep what was said when
 * they were written.
 *
 * @param name null to keep the name there is
 * @param address a line each
 */
public record SellerDetails(@Nullable String name, List<String> address, @Nullable String taxId) {
    public SellerDetails {
        address = List.copyOf(address);
    }

    /** For the operator and where it rehearses. */
    public void save(Jdbi jdbi) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE organization SET name = coalesce(:name, name),
                                            address = :address, tax_id = :taxId
                                        WHERE id = ANY(:ids)
                                        """)
                                .bind("name", name)
                                .bind("address", address.toArray(String[]::new))
                                .bind("taxId", taxId)
                                .bind(
                                        "ids",
                                        SqlArray.uuids(
                                                List.of(
                                                        Organization.OPERATOR,
                                                        Organization.OPERATOR_TEST)))
                                .execute());
    }
}

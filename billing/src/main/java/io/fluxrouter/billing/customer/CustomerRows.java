package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The statements on customers. */
final class CustomerRows {
    private static final String SELECT =
            """
            SELECT c.*, coalesce(p.lookup_id, p.id::text) AS plan_code
            FROM customer c
            LEFT JOIN spend_account a ON a.id = c.id
            LEFT JOIN billing_plan p ON p.id = a.plan_id
            WHERE c.archived_at IS NULL AND c.organization_id = :organizationId
            """;

    private static final String UNIQUE_VIOLATION = "23505";

    private CustomerRows() {}

    static void insert(Handle tx, Customer customer) {
        write(
                tx.createUpdate(
                                """
                                INSERT INTO customer (id, organization_id, external_id, name, email,
                                    ceiling_nanos, phone, billing_address_line1,
                                    billing_address_city, billing_address_state,
                                    billing_address_country, billing_address_postal_code,
                                    test_clock_id, created_at, updated_at)
                                VALUES (:id, :organizationId, :externalId, :name, :email, :ceiling,
                                    :phone, :line1, :city, :state, :country, :postalCode,
                                    CAST(:testClock AS uuid), :createdAt, :updatedAt)
                                """)
                        .bind("testClock", customer.testClockId())
                        .bind("organizationId", customer.organizationId())
                        .bind("createdAt", customer.createdAt()),
                customer);
    }

    static void update(Handle tx, Customer customer) {
        write(
                tx.createUpdate(
                        """
                        UPDATE customer
                        SET external_id = :externalId, name = :name, email = :email,
                            ceiling_nanos = :ceiling, phone = :phone,
                            billing_address_line1 = :line1, billing_address_city = :city,
                            billing_address_state = :state, billing_address_country = :country,
                            billing_address_postal_code = :postalCode, updated_at = :updatedAt
                        WHERE id = :id
                        """),
                customer);
    }

    private static void write(Update statement, Customer customer) {
        try {
            statement
                    .bind("id", customer.id())
                    .bind("externalId", customer.externalId())
                    .bind("name", customer.name())
                    .bind("email", customer.email())
                    .bind("ceiling", nanos(customer.ceiling()))
                    .bindMethods(customer.contact())
                    .bind("updatedAt", customer.updatedAt())
                    .execute();
        } catch (UnableToExecuteStatementException failure) {
            if (!(failure.getCause() instanceof SQLException cause)
                    || !UNIQUE_VIOLATION.equals(cause.getSQLState())) throw failure;
            throw ApiError.of(
                    Refusal.CONFLICT, "Another customer has this external_id.", "external_id");
        }
    }

    static Optional<Customer> find(Handle handle, UUID organizationId, UUID id) {
        return one(handle, SELECT + "AND c.id = :id", organizationId, id);
    }

    static Optional<Customer> findByExternalId(
            Handle handle, UUID organizationId, String externalId) {
        return handle.createQuery(SELECT + "AND c.external_id = :externalId")
                .bind("organizationId", organizationId)
                .bind("externalId", externalId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Keeps other changes of the customer away until the transaction ends. */
    static Customer lock(Handle tx, UUID organizationId, UUID id) {
        return one(tx, SELECT + "AND c.id = :id FOR NO KEY UPDATE OF c", organizationId, id)
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such customer."));
    }

    private static Optional<Customer> one(Handle handle, String sql, UUID organizationId, UUID id) {
        return handle.createQuery(sql)
                .bind("organizationId", organizationId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static List<Customer> list(Handle handle, UUID organizationId, Page page) {
        return handle.createQuery(
                        SELECT
                                + """
                                AND (CAST(:after AS uuid) IS NULL OR (c.created_at, c.id)
                                    < (SELECT created_at, id FROM customer
                                       WHERE id = CAST(:after AS uuid)))
                                ORDER BY c.created_at DESC, c.id DESC LIMIT :limit
                                """)
                .bind("organizationId", organizationId)
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> read(row))
                .list();
    }

    static Listing<Customer> list(Handle handle, UUID organizationId, NumberedPage page) {
        long total =
                handle.createQuery(
                                """
                                SELECT count(*) FROM customer
                                WHERE archived_at IS NULL AND organization_id = :organizationId
                                """)
                        .bind("organizationId", organizationId)
                        .mapTo(Long.class)
                        .one();
        return new Listing<>(
                handle.createQuery(
                                SELECT
                                        + "ORDER BY c.created_at DESC, c.id DESC"
                                        + " LIMIT :size OFFSET :offset")
                        .bind("organizationId", organizationId)
                        .bind("size", page.size())
                        .bind("offset", page.offset())
                        .map((row, context) -> read(row))
                        .list(),
                total);
    }

    static void archive(Handle tx, UUID id, Instant now) {
        tx.createUpdate("UPDATE customer SET archived_at = :now, updated_at = :now WHERE id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
        tx.createUpdate(
                        """
                        UPDATE api_key SET revoked_at = :now, updated_at = :now
                        WHERE customer_id = :id AND revoked_at IS NULL
                        """)
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    private static Customer read(ResultSet row) throws SQLException {
        long ceiling = row.getLong("ceiling_nanos");
        boolean noCeiling = row.wasNull();
        return new Customer(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("external_id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("plan_code"),
                noCeiling ? null : Money.ofNanos(ceiling),
                contact(row),
                row.getObject("test_clock_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                row.getString("phone"),
                row.getString("billing_address_line1"),
                row.getString("billing_address_city"),
                row.getString("billing_address_state"),
                row.getString("billing_address_country"),
                row.getString("billing_address_postal_code"));
    }

    private static @Nullable Long nanos(@Nullable Money amount) {
        return amount == null ? null : amount.nanos();
    }
}

package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.input.Page;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
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
            SELECT id, external_id, name, email, plan_code, ceiling_nanos, created_at, updated_at
            FROM customer
            """;

    private static final String UNIQUE_VIOLATION = "23505";

    private CustomerRows() {}

    static void insert(Handle tx, Customer customer) {
        write(
                tx.createUpdate(
                                """
                                INSERT INTO customer (id, external_id, name, email, plan_code,
                                                      ceiling_nanos, created_at, updated_at)
                                VALUES (:id, :externalId, :name, :email, :planCode, :ceiling,
                                        :createdAt, :updatedAt)
                                """)
                        .bind("createdAt", customer.createdAt()),
                customer);
    }

    static void update(Handle tx, Customer customer) {
        write(
                tx.createUpdate(
                        """
                        UPDATE customer
                        SET external_id = :externalId, name = :name, email = :email,
                            plan_code = :planCode, ceiling_nanos = :ceiling, updated_at = :updatedAt
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
                    .bind("planCode", customer.planCode())
                    .bind("ceiling", nanos(customer.ceiling()))
                    .bind("updatedAt", customer.updatedAt())
                    .execute();
        } catch (UnableToExecuteStatementException failure) {
            if (!(failure.getCause() instanceof SQLException cause)
                    || !UNIQUE_VIOLATION.equals(cause.getSQLState())) throw failure;
            throw ApiError.of(
                    Refusal.CONFLICT, "Another customer has this external_id.", "external_id");
        }
    }

    static Optional<Customer> find(Handle handle, UUID id) {
        return one(handle, SELECT + "WHERE id = :id", id);
    }

    /** Keeps other changes of the customer away until the transaction ends. */
    static Customer lock(Handle tx, UUID id) {
        return one(tx, SELECT + "WHERE id = :id FOR NO KEY UPDATE", id)
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such customer."));
    }

    private static Optional<Customer> one(Handle handle, String sql, UUID id) {
        return handle.createQuery(sql).bind("id", id).map((row, context) -> read(row)).findOne();
    }

    static List<Customer> list(Handle handle, Page page) {
        return handle.createQuery(
                        SELECT
                                + """
                                WHERE CAST(:after AS uuid) IS NULL OR (created_at, id)
                                    < (SELECT created_at, id FROM customer
                                       WHERE id = CAST(:after AS uuid))
                                ORDER BY created_at DESC, id DESC LIMIT :limit
                                """)
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> read(row))
                .list();
    }

    private static Customer read(ResultSet row) throws SQLException {
        long ceiling = row.getLong("ceiling_nanos");
        boolean noCeiling = row.wasNull();
        return new Customer(
                row.getObject("id", UUID.class),
                row.getString("external_id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("plan_code"),
                noCeiling ? null : Money.ofNanos(ceiling),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Long nanos(@Nullable Money amount) {
        return amount == null ? null : amount.nanos();
    }
}

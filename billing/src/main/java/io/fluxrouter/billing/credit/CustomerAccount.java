package io.fluxrouter.billing.credit;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendState;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The locked spend account of a customer: the lock that every change of a customer's money takes.
 */
final class CustomerAccount {
    private CustomerAccount() {}

    private static final String SELECT =
            """
            SELECT period_start, cap_nanos, settled_nanos, credit_nanos, owed_nanos, leased_nanos
            FROM spend_account WHERE id = :id AND kind = 'customer'
            """;

    /** Locks and reads; empty for an unknown customer. */
    static Optional<SpendState> lock(Handle tx, UUID customerId) {
        return read(tx, customerId, SELECT + " FOR NO KEY UPDATE");
    }

    /** As {@link #lock}, but keeps nobody away. */
    static Optional<SpendState> read(Handle handle, UUID customerId) {
        return read(handle, customerId, SELECT);
    }

    private static Optional<SpendState> read(Handle handle, UUID customerId, String sql) {
        return handle.createQuery(sql)
                .bind("id", customerId)
                .map(
                        (row, context) ->
                                new SpendState(
                                        row.getObject("period_start", OffsetDateTime.class)
                                                .toInstant(),
                                        Money.ofNanos(row.getLong("cap_nanos")),
                                        Money.ofNanos(row.getLong("settled_nanos")),
                                        Money.ofNanos(row.getLong("credit_nanos")),
                                        Money.ofNanos(row.getLong("owed_nanos")),
                                        Money.ofNanos(row.getLong("leased_nanos"))))
                .findOne();
    }

    static void change(Handle tx, UUID customerId, Money credit, Money owed) {
        tx.createUpdate(
                        """
                        UPDATE spend_account
                        SET credit_nanos = credit_nanos + :credit, owed_nanos = owed_nanos + :owed
                        WHERE id = :id
                        """)
                .bind("id", customerId)
                .bind("credit", credit.nanos())
                .bind("owed", owed.nanos())
                .execute();
    }
}

package io.fluxrouter.billing.invoice;

import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Whose invoices a run looks after.
 *
 * @param customerId only this one, whatever clock it lives on; null for all of a clock
 * @param clockId the customers on this test clock; null for those on none
 */
public record Whose(@Nullable UUID customerId, @Nullable UUID clockId) {
    /** All customers but those on test clocks. */
    public static final Whose EVERYBODY = new Whose(null, null);

    public static Whose customer(UUID id) {
        return new Whose(id, null);
    }

    public static Whose onClock(UUID clockId) {
        return new Whose(null, clockId);
    }

    /**
     * The condition on a customer whose alias is c. Plain for each case, so that PostgreSQL knows
     * how many it is true of.
     */
    String sql() {
        if (customerId != null) return "c.id = :whose";
        return clockId == null ? "c.test_clock_id IS NULL" : "c.test_clock_id = :clock";
    }

    <T extends SqlStatement<T>> T bind(T statement) {
        if (customerId != null) return statement.bind("whose", customerId);
        return clockId == null ? statement : statement.bind("clock", clockId);
    }
}

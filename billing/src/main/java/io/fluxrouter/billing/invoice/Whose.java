package io.fluxrouter.billing.invoice;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose invoices a run looks for.
 *
 * @param customerId null for everybody who lives on the clock of the world
 */
public record Whose(@Nullable UUID customerId) {
    public static final Whose EVERYBODY = new Whose(null);

    public static Whose customer(UUID id) {
        return new Whose(id);
    }

    /** The condition on a customer's id, given as an expression; binds :whose. */
    static String sql(String customerId) {
        return "(CAST(:whose AS uuid) IS NULL OR " + customerId + " = CAST(:whose AS uuid))";
    }
}

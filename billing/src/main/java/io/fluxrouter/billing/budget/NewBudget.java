package io.fluxrouter.billing.budget;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A budget to be made, as asked for and not yet checked.
 *
 * @param teamId and {@code keyId}: one of them, or neither for all keys of the customer
 * @param limit in dollars
 * @param period "daily", "weekly", "monthly" or "never"
 * @param warnPercent null for the standard, 80
 */
public record NewBudget(
        UUID customerId,
        String name,
        @Nullable UUID teamId,
        @Nullable UUID keyId,
        @Nullable BigDecimal limit,
        String period,
        boolean hard,
        @Nullable Integer warnPercent) {}

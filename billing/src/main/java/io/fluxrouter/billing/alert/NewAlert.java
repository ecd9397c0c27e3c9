package io.fluxrouter.billing.alert;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert to be made, as asked for and not yet checked.
 *
 * @param watches "budget", "ceiling", "included" or "spend"
 * @param period "daily", "weekly", "monthly" or "never", of spend alone; null for "monthly"
 */
public record NewAlert(
        UUID customerId,
        String name,
        String watches,
        @Nullable UUID budgetId,
        @Nullable UUID teamId,
        @Nullable UUID keyId,
        @Nullable String period,
        List<BigDecimal> thresholds,
        List<String> emails) {}

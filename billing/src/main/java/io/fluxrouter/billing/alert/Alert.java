package io.fluxrouter.billing.alert;

import io.fluxrouter.core.spend.SpendPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told, and to whom. Webhooks that ask for {@code alert.triggered} are told in any
 * case.
 *
 * @param budgetId of BUDGET
 * @param teamId of SPEND: the team; null with {@code keyId} for the whole customer
 * @param keyId of SPEND: the key
 * @param period of SPEND; null for the others, which have one
 * @param thresholds in the unit of what is watched, rising
 * @param emails who gets mail
 */
public record Alert(
        UUID id,
        UUID customerId,
        String name,
        Watched watches,
        @Nullable UUID budgetId,
        @Nullable UUID teamId,
        @Nullable UUID keyId,
        @Nullable SpendPeriod period,
        List<BigDecimal> thresholds,
        List<String> emails,
        Instant createdAt,
        Instant updatedAt) {

    public Alert {
        thresholds = List.copyOf(thresholds);
        emails = List.copyOf(emails);
    }
}

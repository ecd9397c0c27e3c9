package io.fluxrouter.billing.alert;

import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A threshold that was reached in a period.
 *
 * @param used when it was noticed
 * @param limit of which it is a part; null where the threshold is money
 */
public record Firing(
        UUID alertId,
        Instant periodStart,
        BigDecimal threshold,
        Instant firedAt,
        Money used,
        @Nullable Money limit) {}

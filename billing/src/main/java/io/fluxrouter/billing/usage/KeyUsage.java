package io.fluxrouter.billing.usage;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a key has spent, by UTC days; the week starts on Sunday.
 *
 * @param lastAt when the newest of its settled requests ended; of a time before that was kept, the
 *     beginning of its hour; null for a key that was never used
 */
public record KeyUsage(
        Money today, Money thisWeek, Money thisMonth, Money allTime, @Nullable Instant lastAt) {}

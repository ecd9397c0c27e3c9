package io.fluxrouter.billing.usage;

import io.fluxrouter.core.money.Money;

/** What a key has spent, by UTC days; the week starts on Sunday. */
public record KeyUsage(Money today, Money thisWeek, Money thisMonth, Money allTime) {}

package io.fluxrouter.console.page;

import io.fluxrouter.billing.key.Keys;
import io.fluxrouter.billing.spend.MonthStates;
import io.fluxrouter.billing.usage.RequestLog;
import io.fluxrouter.billing.usage.UsageReports;
import io.fluxrouter.billing.usage.UsageSeries;
import io.fluxrouter.console.api.Settled;
import io.fluxrouter.core.catalog.Catalog;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Where pages read usage from. */
public record UsageSources(
        UsageSeries series,
        UsageReports reports,
        RequestLog log,
        MonthStates months,
        Keys keys,
        Supplier<Catalog> catalog,
        Settled settled,
        InstantSource clock) {}

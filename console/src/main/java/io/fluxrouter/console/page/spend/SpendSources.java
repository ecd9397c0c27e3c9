package io.fluxrouter.console.page.spend;

import io.fluxrouter.billing.alert.Alerts;
import io.fluxrouter.billing.audit.AuditLog;
import io.fluxrouter.billing.budget.Budgets;
import io.fluxrouter.billing.budget.Teams;
import io.fluxrouter.billing.key.Keys;
import java.time.InstantSource;

/** Where the page of bounds reads, and what it asks to be done. */
public record SpendSources(
        Budgets budgets,
        Alerts alerts,
        Teams teams,
        Keys keys,
        AuditLog audit,
        InstantSource clock) {}

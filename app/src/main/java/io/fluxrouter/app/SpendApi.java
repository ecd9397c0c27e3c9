package io.fluxrouter.app;

import io.fluxrouter.billing.bound.Bounds;
import io.fluxrouter.billing.budget.BudgetWatch;
import io.fluxrouter.billing.budget.Budgets;
import io.fluxrouter.billing.budget.Teams;
import io.fluxrouter.billing.terms.EarnedCeiling;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.spend.BoundsCalls;
import io.fluxrouter.console.spend.BudgetCalls;
import io.fluxrouter.console.spend.TeamCalls;
import io.fluxrouter.core.spend.BudgetWarning;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What bounds spend, wired: its calls, and what looks after it until this is closed. */
final class SpendApi implements AutoCloseable {
    private static final Duration WATCH = Duration.ofSeconds(1);

    /** Payments and birthdays move ceilings; nobody waits for one by the minute. */
    private static final Duration CEILINGS = Duration.ofMinutes(10);

    private final BudgetWatch watch;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Ticker> tickers;

    SpendApi(Jdbi jdbi, Clock clock) {
        this.watch = new BudgetWatch(jdbi);
        endpoints.addAll(new BudgetCalls(new Budgets(jdbi, clock)).endpoints());
        endpoints.addAll(new TeamCalls(new Teams(jdbi, clock)).endpoints());
        endpoints.addAll(new BoundsCalls(new Bounds(jdbi, clock)).endpoints());
        this.tickers =
                List.of(
                        Ticker.start("budget-watch", WATCH, () -> watch.refresh(clock.instant())),
                        Ticker.start(
                                "ceilings",
                                CEILINGS,
                                () -> EarnedCeiling.moveDue(jdbi, clock.instant())));
    }

    /** Which callers are to be warned. */
    BudgetWarning.Source warnings() {
        return watch;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void close() {
        tickers.forEach(Ticker::close);
    }
}

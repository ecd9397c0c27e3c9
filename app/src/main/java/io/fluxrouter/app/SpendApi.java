package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.alert.AlertWatch;
import io.fluxrouter.billing.alert.Alerts;
import io.fluxrouter.billing.bound.Bounds;
import io.fluxrouter.billing.budget.BudgetWatch;
import io.fluxrouter.billing.budget.Budgets;
import io.fluxrouter.billing.budget.Teams;
import io.fluxrouter.billing.mail.MailWorker;
import io.fluxrouter.billing.terms.EarnedCeiling;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.spend.AlertCalls;
import io.fluxrouter.console.spend.BoundsCalls;
import io.fluxrouter.console.spend.BudgetCalls;
import io.fluxrouter.console.spend.TeamCalls;
import io.fluxrouter.core.spend.BudgetWarning;
import io.micrometer.core.instrument.MeterRegistry;
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

    private static final Duration ALERTS = Duration.ofSeconds(2);
    private static final Duration MAIL = Duration.ofSeconds(1);

    private final BudgetWatch watch;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Ticker> tickers = new ArrayList<>();

    SpendApi(Config config, Jdbi jdbi, MeterRegistry registry, Clock clock) {
        SpendMetrics metrics = new SpendMetrics(registry);
        this.watch = new BudgetWatch(jdbi);
        endpoints.addAll(new BudgetCalls(new Budgets(jdbi, clock)).endpoints());
        endpoints.addAll(new TeamCalls(new Teams(jdbi, clock)).endpoints());
        endpoints.addAll(new BoundsCalls(new Bounds(jdbi, clock)).endpoints());
        endpoints.addAll(new AlertCalls(new Alerts(jdbi, clock)).endpoints());
        tick("budget-watch", WATCH, () -> watch.refresh(clock.instant()));
        tick("ceilings", CEILINGS, () -> EarnedCeiling.moveDue(jdbi, clock.instant()));
        AlertWatch alerts = new AlertWatch(jdbi, config.mail().isPresent());
        tick("alerts", ALERTS, () -> metrics.triggered(alerts.round(clock.instant())));
        config.mail()
                .map(settings -> new MailWorker(jdbi, settings, clock, metrics))
                .ifPresent(mail -> tick("mail", MAIL, mail::round));
    }

    private void tick(String name, Duration every, Runnable task) {
        tickers.add(Ticker.start(name, every, task));
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

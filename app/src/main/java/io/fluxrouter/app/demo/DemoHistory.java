package io.fluxrouter.app.demo;

import io.fluxrouter.app.PastMonths;
import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.alert.NewAlert;
import io.fluxrouter.billing.budget.NewBudget;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Three customers with three months behind them, so that every page has something to show. */
final class DemoHistory {
    static final String PASSWORD = "demo-password";
    static final String OWNER = "ada@acme.example";
    static final String OPERATOR = "operator@flux.example";

    private static final int MONTHS = 3;
    private static final long SEED = 20_260_701;

    private DemoHistory() {}

    static void write(Config config, Clock clock) {
        Instant now = clock.instant();
        try (PastMonths past = PastMonths.open(config, MONTHS, clock)) {
            History history = new History(past.catalog(), SEED);
            past.person(OPERATOR, PASSWORD, null);
            past.creditPackage("Starter", "10", "0");
            past.creditPackage("Team", "50", "2.50");
            past.creditPackage("Company", "250", "20");
            write(
                    past,
                    history,
                    now,
                    new Story("Acme Corp", OWNER, "builder"),
                    new History.Habits(90, 40, 30, 2_400));
            write(
                    past,
                    history,
                    now,
                    new Story("Northwind Labs", "ben@northwind.example", "scale"),
                    new History.Habits(220, 34, 34, 4_000));
            write(
                    past,
                    history,
                    now,
                    new Story("Globex", "eve@globex.example", "payg"),
                    new History.Habits(25, 60, 22, 1_500));
        }
    }

    private record Story(String name, String email, String plan) {}

    private static void write(
            PastMonths past, History history, Instant now, Story story, History.Habits habits) {
        UUID customer = past.customer(story.name(), story.email(), story.plan());
        past.person(story.email(), PASSWORD, customer);
        List<UUID> keys = List.of(past.key(customer, "production"), past.key(customer, "staging"));
        bound(past, customer, keys, story.email());
        LocalDate first = LocalDate.ofInstant(past.began(), ZoneOffset.UTC);
        past.settle(history.of(customer, keys, habits, first, now));
    }

    /** A team of the key that people try things with, and what may be spent and is told of. */
    private static void bound(PastMonths past, UUID customer, List<UUID> keys, String email) {
        UUID team = past.team(customer, "Research", List.of(keys.getLast()));
        BigDecimal research = new BigDecimal("40");
        past.budget(
                new NewBudget(customer, "Research", team, null, research, "monthly", false, null));
        BigDecimal everybody = new BigDecimal("1000");
        past.budget(
                new NewBudget(customer, "All keys", null, null, everybody, "monthly", true, null));
        past.alert(alert(customer, email, "ceiling", "50", "80", "95"));
        past.alert(alert(customer, email, "spend", "5", "25", "100"));
    }

    private static NewAlert alert(
            UUID customer, String email, String watches, String... thresholds) {
        List<BigDecimal> reached = Arrays.stream(thresholds).map(BigDecimal::new).toList();
        String name = watches.equals("spend") ? "A dear month" : "Ceiling ahead";
        return new NewAlert(
                customer, name, watches, null, null, null, null, reached, List.of(email));
    }
}

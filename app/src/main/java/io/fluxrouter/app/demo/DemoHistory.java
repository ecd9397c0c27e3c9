package io.fluxrouter.app.demo;

import io.fluxrouter.app.PastMonths;
import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.alert.NewAlert;
import io.fluxrouter.billing.budget.NewBudget;
import io.fluxrouter.core.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Three customers with three months behind them, so that every page has something to show. */
final class DemoHistory {
    static final String PASSWORD = "demo-password";
    static final String OWNER = "ada@acme.example";
    static final String OPERATOR = "operator@flux.example";

    private static final int MONTHS = 3;
    private static final long SEED = 20_260_701;

    /** After midnight; the grace of drafts is over by then. */
    private static final Duration FINAL = Duration.ofHours(2);

    private static final Duration DRAFTED = Duration.ofMinutes(30);

    private static final List<Story> STORIES =
            List.of(
                    new Story(
                            "Acme Corp",
                            OWNER,
                            "builder",
                            new History.Habits(90, 40, 30, 2_400),
                            4),
                    new Story(
                            "Northwind Labs",
                            "ben@northwind.example",
                            "scale",
                            new History.Habits(220, 34, 34, 4_000),
                            9),
                    new Story(
                            "Globex",
                            "eve@globex.example",
                            "payg",
                            new History.Habits(25, 60, 22, 1_500),
                            28));

    private DemoHistory() {}

    static void write(Config config, Clock clock) {
        try (PastMonths past = PastMonths.open(config, MONTHS, clock)) {
            past.person(OPERATOR, PASSWORD, null);
            past.creditPackage("Starter", "10", "0");
            past.creditPackage("Team", "50", "2.50");
            past.creditPackage("Company", "250", "20");
            History history = new History(past.catalog(), SEED);
            List<Life> lives =
                    STORIES.stream()
                            .map(story -> begin(past, history, story, clock.instant()))
                            .toList();
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            LocalDate first = LocalDate.ofInstant(past.began(), ZoneOffset.UTC);
            first.datesUntil(today.plusDays(1)).forEach(day -> live(past, lives, day));
        }
    }

    /**
     * One customer of the story.
     *
     * @param paidDay the day of the month on which invoices are paid
     */
    private record Story(
            String name, String email, String plan, History.Habits habits, int paidDay) {}

    private record Life(UUID customer, Story story, Map<LocalDate, List<UsageEvent>> days) {}

    private static Life begin(PastMonths past, History history, Story story, Instant now) {
        UUID customer = past.customer(story.name(), story.email(), story.plan());
        past.person(story.email(), PASSWORD, customer);
        List<UUID> keys = List.of(past.key(customer, "production"), past.key(customer, "staging"));
        bound(past, customer, keys, story.email());
        LocalDate first = LocalDate.ofInstant(past.began(), ZoneOffset.UTC);
        return new Life(
                customer,
                story,
                history.of(customer, keys, story.habits(), first, now).stream()
                        .collect(Collectors.groupingBy(DemoHistory::dayOf)));
    }

    private static LocalDate dayOf(UsageEvent event) {
        return LocalDate.ofInstant(event.occurredAt(), ZoneOffset.UTC);
    }

    /**
     * What happened on a day: the month before is invoiced on its first, and paid some days later.
     */
    private static void live(PastMonths past, List<Life> lives, LocalDate day) {
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        past.passTo(midnight);
        if (day.getDayOfMonth() == 1) {
            if (past.passTo(midnight.plus(DRAFTED))) past.invoice();
            if (past.passTo(midnight.plus(FINAL))) past.invoice();
        }
        for (Life life : lives) {
            if (day.getDayOfMonth() == life.story().paidDay()) past.payAll(life.customer());
        }
        past.passTo(midnight.plus(Duration.ofDays(1)));
        past.settle(
                lives.stream()
                        .flatMap(life -> life.days().getOrDefault(day, List.of()).stream())
                        .toList());
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

package io.fluxrouter.billing.alert;

import io.fluxrouter.billing.budget.Owners;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.mail.Mail;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Makes, changes and ends alerts. Safe for all threads. */
public final class Alerts {
    private static final int MOST = 100;
    private static final int MOST_THRESHOLDS = 20;
    private static final int MOST_EMAILS = 20;

    /** More than anybody spends, in dollars or in percent. */
    private static final BigDecimal HIGHEST = new BigDecimal("100000000");

    private final Jdbi jdbi;
    private final InstantSource clock;

    public Alerts(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public Alert create(NewAlert wanted) {
        Instant now = now();
        Watched watches =
                Watched.byKey(wanted.watches())
                        .orElseThrow(
                                () ->
                                        Fields.invalid(
                                                "watches must be budget, ceiling, included or spend.",
                                                "watches"));
        Alert alert =
                new Alert(
                        UUID.randomUUID(),
                        wanted.customerId(),
                        Fields.text(wanted.name(), "name"),
                        watches,
                        wanted.budgetId(),
                        wanted.teamId(),
                        wanted.keyId(),
                        period(watches, wanted.period()),
                        thresholds(wanted.thresholds()),
                        emails(wanted.emails()),
                        now,
                        now);
        jdbi.useTransaction(tx -> insert(tx, alert));
        return alert;
    }

    private static void insert(Handle tx, Alert alert) {
        Owners.requireCustomer(tx, alert.customerId());
        requireTarget(tx, alert);
        if (AlertRows.count(tx, alert.customerId()) >= MOST) {
            throw ApiError.of(
                    Refusal.CONFLICT, "A customer has at most " + MOST + " alerts.", "customer_id");
        }
        AlertRows.insert(tx, alert);
    }

    private static void requireTarget(Handle tx, Alert alert) {
        boolean budget = alert.watches() == Watched.BUDGET;
        if (budget != (alert.budgetId() != null)) {
            throw Fields.invalid("budget_id is for alerts that watch a budget.", "budget_id");
        }
        boolean spend = alert.watches() == Watched.SPEND;
        if (!spend && alert.teamId() != null) {
            throw Fields.invalid("team_id is for alerts that watch spend.", "team_id");
        }
        if (!spend && alert.keyId() != null) {
            throw Fields.invalid("key_id is for alerts that watch spend.", "key_id");
        }
        if (alert.teamId() != null && alert.keyId() != null) {
            throw Fields.invalid("An alert is for a team or for a key, not both.", "key_id");
        }
        Owners.requireTargets(
                tx, alert.customerId(), alert.budgetId(), alert.teamId(), alert.keyId());
    }

    public Optional<Alert> find(UUID id) {
        return jdbi.withHandle(handle -> AlertRows.find(handle, id));
    }

    /** Newest first; of one customer, or of all. */
    public List<Alert> list(@Nullable UUID customerId, Page page) {
        return jdbi.withHandle(handle -> AlertRows.list(handle, customerId, page));
    }

    /** What an alert told, the newest hundred first. */
    public List<Firing> firings(UUID alertId) {
        return jdbi.withHandle(handle -> AlertRows.firings(handle, alertId));
    }

    /** As {@link #create}; NOT_FOUND for an unknown id. */
    public Alert update(UUID id, AlertChange change) {
        Instant now = now();
        return jdbi.inTransaction(
                tx -> {
                    Alert before = require(tx, id);
                    Alert after =
                            new Alert(
                                    id,
                                    before.customerId(),
                                    change.name()
                                            .over(before.name(), name -> Fields.text(name, "name")),
                                    before.watches(),
                                    before.budgetId(),
                                    before.teamId(),
                                    before.keyId(),
                                    before.period(),
                                    change.thresholds()
                                            .over(before.thresholds(), Alerts::thresholds),
                                    change.emails().over(before.emails(), Alerts::emails),
                                    before.createdAt(),
                                    now);
                    AlertRows.update(tx, after);
                    return after;
                });
    }

    /** NOT_FOUND for an unknown id. */
    public void archive(UUID id) {
        jdbi.useTransaction(
                tx -> {
                    require(tx, id);
                    AlertRows.archive(tx, id, now());
                });
    }

    private static Alert require(Handle tx, UUID id) {
        return AlertRows.find(tx, id)
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such alert.", "id"));
    }

    private static @Nullable SpendPeriod period(Watched watches, @Nullable String key) {
        if (watches != Watched.SPEND) {
            if (key == null) return null;
            throw Fields.invalid("period is for alerts that watch spend.", "period");
        }
        if (key == null) return SpendPeriod.MONTHLY;
        return SpendPeriod.ofBudget(key)
                .orElseThrow(
                        () ->
                                Fields.invalid(
                                        "period must be daily, weekly, monthly or never.",
                                        "period"));
    }

    private static List<BigDecimal> thresholds(@Nullable List<BigDecimal> wanted) {
        List<BigDecimal> rising =
                wanted == null
                        ? List.of()
                        : wanted.stream().peek(Alerts::check).sorted().distinct().toList();
        if (!rising.isEmpty() && rising.size() <= MOST_THRESHOLDS) return rising;
        throw Fields.invalid(
                "thresholds must be 1 to " + MOST_THRESHOLDS + " numbers.", "thresholds");
    }

    private static void check(BigDecimal threshold) {
        // In this order: a number like 1e999999999 must be refused before it is written out.
        if (threshold.signum() <= 0 || threshold.compareTo(HIGHEST) > 0 || threshold.scale() > 9) {
            throw Fields.invalid(
                    "thresholds must be above 0, at most 100000000, with at most 9 digits after"
                            + " the point.",
                    "thresholds");
        }
    }

    private static List<String> emails(@Nullable List<String> wanted) {
        List<String> emails = wanted == null ? List.of() : wanted.stream().distinct().toList();
        if (emails.size() <= MOST_EMAILS && emails.stream().allMatch(Mail::isAddress))
            return emails;
        throw Fields.invalid(
                "emails must be at most " + MOST_EMAILS + " addresses like name@example.com.",
                "emails");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

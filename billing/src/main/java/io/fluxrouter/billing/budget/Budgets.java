package io.fluxrouter.billing.budget;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.spend.SpendAccounts;
import io.fluxrouter.billing.spend.SpendCounters;
import io.fluxrouter.billing.spend.SpendCounters.Counted;
import io.fluxrouter.billing.terms.GatewayTerms;
import io.fluxrouter.core.money.Money;
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

/**
 * Makes, changes and ends budgets. What is changed holds on all nodes {@link SpendCounters#NOTICE}
 * later. Safe for all threads.
 */
public final class Budgets {
    /** Each is one more account that a request of the customer's may need money from. */
    private static final int MOST = 50;

    private static final int STANDARD_WARNING = 80;

    private final Jdbi jdbi;
    private final InstantSource clock;

    public Budgets(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public Budget create(NewBudget wanted) {
        Instant now = now();
        UUID id = UUID.randomUUID();
        SpendPeriod period = period(wanted.period());
        Budget budget =
                new Budget(
                        id,
                        wanted.customerId(),
                        Fields.text(wanted.name(), "name"),
                        wanted.teamId(),
                        wanted.keyId(),
                        limit(wanted.limit()),
                        period,
                        wanted.hard(),
                        warning(wanted.warnPercent()),
                        Money.ZERO,
                        Money.ZERO,
                        period.startOf(now),
                        now.plus(SpendCounters.NOTICE),
                        now,
                        now);
        jdbi.useTransaction(tx -> insert(tx, budget, now));
        return budget;
    }

    private static void insert(Handle tx, Budget budget, Instant now) {
        Owners.requireCustomer(tx, budget.customerId());
        if (BudgetRows.count(tx, budget.customerId()) >= MOST) {
            throw ApiError.of(
                    Refusal.CONFLICT,
                    "A customer has at most " + MOST + " budgets.",
                    "customer_id");
        }
        SpendAccounts.open(
                tx,
                Budget.account(budget.id(), budget.period()),
                budget.periodStart(),
                budget.limit());
        BudgetRows.insert(tx, budget);
        for (Counted counted : counted(tx, budget)) {
            count(tx, budget, counted, now);
        }
        new News.CustomerChanged(budget.customerId()).send(tx);
    }

    /** Whose requests count. INVALID_VALUE for a team or a key of another customer. */
    private static List<Counted> counted(Handle tx, Budget budget) {
        UUID team = budget.teamId();
        UUID key = budget.keyId();
        if (team != null && key != null) {
            throw Fields.invalid("A budget is for a team or for a key, not both.", "key_id");
        }
        if (team != null) {
            return Owners.keysOfTeam(tx, budget.customerId(), team).stream()
                    .map(each -> new Counted(budget.customerId(), each))
                    .toList();
        }
        if (key != null) Owners.requireKeys(tx, budget.customerId(), List.of(key), "key_id");
        return List.of(new Counted(budget.customerId(), key));
    }

    /** Lets the requests of a key count towards a budget. */
    static void count(Handle tx, Budget budget, Counted counted, Instant now) {
        SpendCounters.start(
                tx, Budget.account(budget.id(), budget.period()), counted, budget.hard(), now);
    }

    public Optional<Budget> find(UUID id) {
        return jdbi.withHandle(handle -> BudgetRows.find(handle, id, now()));
    }

    /** Newest first; of one customer, or of all. */
    public List<Budget> list(@Nullable UUID customerId, Page page) {
        return jdbi.withHandle(handle -> BudgetRows.list(handle, customerId, page, now()));
    }

    /** As {@link #create}; NOT_FOUND for an unknown id. */
    public Budget update(UUID id, BudgetChange change) {
        Instant now = now();
        return jdbi.inTransaction(
                tx -> {
                    SpendAccounts.lock(tx, require(tx, id, now).id());
                    Budget before = require(tx, id, now);
                    BudgetRows.update(
                            tx,
                            id,
                            change.name().over(before.name(), name -> Fields.text(name, "name")),
                            change.warnPercent().over(before.warnPercent(), Budgets::warning),
                            now);
                    Money limit = change.limit().over(before.limit(), Budgets::limit);
                    if (!limit.equals(before.limit())) {
                        SpendAccounts.moveCap(tx, id, limit);
                        BudgetRows.limitChanged(tx, id, now);
                    }
                    return require(tx, id, now);
                });
    }

    /**
     * Ends a budget for ever: it bounds and counts nothing any more. NOT_FOUND for an unknown id.
     */
    public void archive(UUID id) {
        Instant now = now();
        jdbi.useTransaction(
                tx -> {
                    Budget budget = require(tx, id, now);
                    BudgetRows.archive(tx, id, now);
                    SpendCounters.stop(tx, id, now);
                    new News.CustomerChanged(budget.customerId()).send(tx);
                });
    }

    private static Budget require(Handle tx, UUID id, Instant now) {
        return BudgetRows.find(tx, id, now)
                .orElseThrow(
                        () -> ApiError.of(Refusal.NOT_FOUND, "There is no such budget.", "id"));
    }

    private static SpendPeriod period(String key) {
        return SpendPeriod.ofBudget(key)
                .orElseThrow(
                        () ->
                                Fields.invalid(
                                        "period must be daily, weekly, monthly or never.",
                                        "period"));
    }

    private static Money limit(@Nullable BigDecimal dollars) {
        Money limit = Fields.dollars(dollars, GatewayTerms.UNLIMITED, "limit_usd");
        if (limit == null) {
            throw ApiError.of(
                    Refusal.MISSING_PARAMETER, "Missing required field 'limit_usd'.", "limit_usd");
        }
        return limit;
    }

    private static int warning(@Nullable Integer percent) {
        if (percent == null) return STANDARD_WARNING;
        if (percent >= 1 && percent <= 100) return percent;
        throw Fields.invalid("warn_percent must be from 1 to 100.", "warn_percent");
    }

    /** As fine as the database keeps it, so that what is returned equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

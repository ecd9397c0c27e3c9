package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.spend.SpendAccounts;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.spend.SpendAccount;
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

/** Makes and changes customers. Safe for all threads. */
public final class Customers {
    private static final Money MAX_CEILING = Money.usd("100000000");

    private final Jdbi jdbi;
    private final InstantSource clock;

    public Customers(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Throws an {@link ApiError} INVALID_VALUE that names the field, or CONFLICT for an external id
     * in use.
     */
    public Customer create(NewCustomer wanted) {
        Instant now = now();
        Customer customer =
                new Customer(
                        UUID.randomUUID(),
                        Fields.optionalText(wanted.externalId(), "external_id"),
                        Fields.text(wanted.name(), "name"),
                        email(wanted.email()),
                        wanted.planCode(),
                        ceiling(wanted.ceiling()),
                        now,
                        now);
        jdbi.useTransaction(
                tx -> {
                    Optional<Plan> plan = planOf(tx, customer);
                    CustomerRows.insert(tx, customer);
                    SpendAccounts.open(
                            tx,
                            accountOf(customer),
                            SpendPeriod.MONTHLY.startOf(now),
                            cap(customer, plan));
                });
        return customer;
    }

    public Optional<Customer> find(UUID id) {
        return jdbi.withHandle(handle -> CustomerRows.find(handle, id));
    }

    /** Newest first. */
    public List<Customer> list(Page page) {
        return jdbi.withHandle(handle -> CustomerRows.list(handle, page));
    }

    /**
     * As {@link #create}; NOT_FOUND for an unknown id. A new plan holds at once: its cap, its rate
     * limit, and the month's included amount, which never falls below what is used of it.
     */
    public Customer update(UUID id, CustomerChange change) {
        return jdbi.inTransaction(
                tx -> {
                    Customer before = CustomerRows.lock(tx, id);
                    Customer after = changed(before, change);
                    Optional<Plan> plan = planOf(tx, after);
                    CustomerRows.update(tx, after);
                    SpendAccounts.moveCap(tx, id, cap(after, plan));
                    if (change.planCode().isSet()) moveAllowance(tx, after, plan);
                    new News.CustomerChanged(id).send(tx);
                    new News.SpendChanged(id).send(tx);
                    return after;
                });
    }

    private Customer changed(Customer before, CustomerChange change) {
        return new Customer(
                before.id(),
                change.externalId()
                        .overOptional(
                                before.externalId(), id -> Fields.optionalText(id, "external_id")),
                change.name().over(before.name(), name -> Fields.text(name, "name")),
                change.email().overOptional(before.email(), Customers::email),
                change.planCode().overOptional(before.planCode(), code -> code),
                change.ceiling().overOptional(before.ceiling(), Customers::ceiling),
                before.createdAt(),
                now());
    }

    private static @Nullable String email(@Nullable String email) {
        String text = Fields.optionalText(email, "email");
        if (text == null) return null;
        int at = text.indexOf('@');
        if (at < 1
                || at != text.lastIndexOf('@')
                || at == text.length() - 1
                || text.contains(" ")) {
            throw Fields.invalid("email must be an address like name@example.com.", "email");
        }
        return text;
    }

    private static @Nullable Money ceiling(@Nullable BigDecimal dollars) {
        return Fields.dollars(dollars, MAX_CEILING, "ceiling_usd");
    }

    private static Optional<Plan> planOf(Handle handle, Customer customer) {
        String code = customer.planCode();
        if (code == null) return Optional.empty();
        Optional<Plan> plan = Plans.find(handle, code);
        if (plan.isEmpty()) throw Fields.invalid("There is no such plan.", "plan");
        return plan;
    }

    private static Money cap(Customer customer, Optional<Plan> plan) {
        Money override = customer.ceiling();
        return override != null ? override : plan.map(Plan::ceiling).orElse(Money.ZERO);
    }

    private static SpendAccount accountOf(Customer customer) {
        return new SpendAccount(customer.id(), SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY);
    }

    /** A month without a row has no usage yet; its row will be made of the plan it finds then. */
    private static void moveAllowance(Handle tx, Customer customer, Optional<Plan> plan) {
        tx.createUpdate(
                        """
                        UPDATE allowance SET included_nanos = greatest(:included, used_nanos)
                        WHERE customer_id = :id AND month = :month
                        """)
                .bind("included", plan.map(Plan::included).orElse(Money.ZERO).nanos())
                .bind("id", customer.id())
                .bind("month", SpendPeriod.MONTHLY.startOf(customer.updatedAt()))
                .execute();
    }

    /** As fine as the database keeps it, so that what is returned equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.clock.TestClocks;
import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
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

/**
 * Makes and changes the customers of one organisation; those of others do not exist here. Safe for
 * all threads.
 */
public final class Customers {
    private static final Money MAX_CEILING = Money.usd("100000000");

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final UUID organizationId;

    /** The operator's: the customers of the gateway. */
    public Customers(Jdbi jdbi, InstantSource clock) {
        this(jdbi, clock, Organization.OPERATOR);
    }

    private Customers(Jdbi jdbi, InstantSource clock, UUID organizationId) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.organizationId = organizationId;
    }

    public Customers of(UUID organization) {
        return new Customers(jdbi, clock, organization);
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
                        organizationId,
                        Fields.optionalText(wanted.externalId(), "external_id"),
                        Fields.text(wanted.name(), "name"),
                        Fields.optionalEmail(wanted.email(), "email"),
                        wanted.planCode(),
                        ceiling(wanted.ceiling()),
                        wanted.contact().checked(),
                        wanted.testClockId(),
                        now,
                        now);
        jdbi.useTransaction(
                tx -> {
                    Optional<Plan> plan = planOf(tx, customer);
                    if (customer.testClockId() != null) {
                        TestClocks.requireFor(tx, organizationId, customer.testClockId());
                    }
                    CustomerRows.insert(tx, customer);
                    SpendAccounts.open(
                            tx,
                            accountOf(customer),
                            SpendPeriod.MONTHLY.startOf(now),
                            cap(customer, plan));
                });
        return customer;
    }

    public Optional<Customer> findByExternalId(String externalId) {
        return jdbi.withHandle(
                handle -> CustomerRows.findByExternalId(handle, organizationId, externalId));
    }

    public Optional<Customer> find(UUID id) {
        return jdbi.withHandle(handle -> CustomerRows.find(handle, organizationId, id));
    }

    /** Newest first. */
    public List<Customer> list(Page page) {
        return jdbi.withHandle(handle -> CustomerRows.list(handle, organizationId, page));
    }

    /** Newest first. */
    public Listing<Customer> list(NumberedPage page) {
        return jdbi.withHandle(handle -> CustomerRows.list(handle, organizationId, page));
    }

    /**
     * Takes a customer away for ever: no call finds it any more, its external id is free, its keys
     * of the gateway are revoked. What it bought and owes stays in the books. NOT_FOUND for an
     * unknown id.
     */
    public void archive(UUID id) {
        jdbi.useTransaction(
                tx -> {
                    CustomerRows.lock(tx, organizationId, id);
                    CustomerRows.archive(tx, id, now());
                    new News.CustomerChanged(id).send(tx);
                });
    }

    /**
     * As {@link #create}; NOT_FOUND for an unknown id. A new plan holds at once: its cap, its rate
     * limit, and the month's included amount, which never falls below what is used of it.
     */
    public Customer update(UUID id, CustomerChange change) {
        return jdbi.inTransaction(
                tx -> {
                    Customer before = CustomerRows.lock(tx, organizationId, id);
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
                before.organizationId(),
                change.externalId()
                        .overOptional(
                                before.externalId(), id -> Fields.optionalText(id, "external_id")),
                change.name().over(before.name(), name -> Fields.text(name, "name")),
                change.email()
                        .overOptional(
                                before.email(), email -> Fields.optionalEmail(email, "email")),
                change.planCode().overOptional(before.planCode(), code -> code),
                change.ceiling().overOptional(before.ceiling(), Customers::ceiling),
                change.contact().over(before.contact()).checked(),
                before.testClockId(),
                before.createdAt(),
                now());
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

package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.bound.CustomerBlocks;
import io.fluxrouter.billing.clock.TestClocks;
import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.spend.SpendAccounts;
import io.fluxrouter.billing.terms.CustomerTerms;
import io.fluxrouter.core.access.Block;
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
    private final Memberships memberships;
    private final boolean cardRequired;

    /** The operator's: the customers of the gateway. */
    public Customers(Jdbi jdbi, InstantSource clock) {
        this(jdbi, clock, Organization.OPERATOR, false);
    }

    private Customers(Jdbi jdbi, InstantSource clock, UUID organizationId, boolean cardRequired) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.organizationId = organizationId;
        this.cardRequired = cardRequired;
        this.memberships = new Memberships(jdbi, clock);
    }

    public Customers of(UUID organization) {
        return new Customers(jdbi, clock, organization, cardRequired);
    }

    /** The same, whose new customers of the gateway are not served before a card is on file. */
    public Customers withCardRequired(boolean required) {
        return new Customers(jdbi, clock, organizationId, required);
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
        return jdbi.inTransaction(
                tx -> {
                    if (customer.testClockId() != null) {
                        TestClocks.requireFor(tx, organizationId, customer.testClockId());
                    }
                    CustomerRows.insert(tx, customer);
                    SpendAccounts.open(
                            tx, accountOf(customer), SpendPeriod.MONTHLY.startOf(now), Money.ZERO);
                    if (cardRequired && organizationId.equals(Organization.OPERATOR)) {
                        blockWithoutCard(tx, customer.id(), now);
                    }
                    if (customer.planCode() == null) return customer;
                    memberships.move(tx, customer.id(), customer.planCode());
                    return CustomerRows.lock(tx, organizationId, customer.id());
                });
    }

    private static void blockWithoutCard(Handle tx, UUID customerId, Instant now) {
        CustomerBlocks.block(tx, customerId, Block.CARD_REQUIRED, "no card yet", now);
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
     * of the gateway are revoked, its subscriptions end. What it bought and owes stays in the
     * books. NOT_FOUND for an unknown id.
     */
    public void archive(UUID id) {
        jdbi.useTransaction(
                tx -> {
                    CustomerRows.lock(tx, organizationId, id);
                    memberships.end(tx, id);
                    CustomerRows.archive(tx, id, now());
                    new News.CustomerChanged(id).send(tx);
                });
    }

    /**
     * As {@link #create}; NOT_FOUND for an unknown id. A new plan, or the newest version of the
     * same one, holds at once; its fees are prorated as any change of a subscription's is.
     */
    public Customer update(UUID id, CustomerChange change) {
        return jdbi.inTransaction(
                tx -> {
                    Customer before = CustomerRows.lock(tx, organizationId, id);
                    Customer after = changed(before, change);
                    CustomerRows.update(tx, after);
                    if (change.planCode().isSet()) memberships.move(tx, id, after.planCode());
                    CustomerTerms.refresh(tx, id, after.updatedAt());
                    new News.CustomerChanged(id).send(tx);
                    return CustomerRows.lock(tx, organizationId, id);
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

    private static SpendAccount accountOf(Customer customer) {
        return new SpendAccount(customer.id(), SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY);
    }

    /** As fine as the database keeps it, so that what is returned equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

package io.fluxrouter.billing.member;

import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.Person;
import io.fluxrouter.billing.account.SignUp;
import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.customer.Plan;
import io.fluxrouter.billing.customer.Plans;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who belongs to which customer. A customer that has people always has an owner. Thread-safe. */
public final class Members {
    /** The plan of those who sign themselves up; without it they are prepaid only. */
    private static final String FIRST_PLAN = "free";

    private final Jdbi jdbi;
    private final Accounts accounts;
    private final Customers customers;
    private final Plans plans;
    private final InstantSource clock;

    public Members(Jdbi jdbi, Accounts accounts, Customers customers, InstantSource clock) {
        this.jdbi = jdbi;
        this.accounts = accounts;
        this.customers = customers;
        this.plans = new Plans(jdbi);
        this.clock = clock;
    }

    /**
     * Makes a person, an organisation, and a customer of the gateway on the free plan, whose owner
     * the person is: all of it or nothing. Refuses as {@link Accounts#signUp} does.
     */
    public Person signUp(SignUp wanted) {
        return jdbi.inTransaction(tx -> withCustomer(tx, accounts.signUp(wanted)));
    }

    /** The same for somebody without a password, for whose address somebody else vouches. */
    public Person signUpProven(String email, String name) {
        return jdbi.inTransaction(tx -> withCustomer(tx, accounts.signUpProven(email, name)));
    }

    private Person withCustomer(Handle tx, Person person) {
        NewCustomer made =
                new NewCustomer(person.organizationName(), person.email(), null, firstPlan(), null);
        Customer customer = customers.create(made);
        join(tx, person.id(), customer.id(), Role.OWNER, "user:" + person.id());
        return person;
    }

    private @Nullable String firstPlan() {
        return plans.all().stream()
                .map(Plan::terms)
                .filter(terms -> terms.code().equals(FIRST_PLAN))
                .map(terms -> FIRST_PLAN)
                .findFirst()
                .orElse(null);
    }

    /** The person's customers, the first joined first. */
    public List<Membership> of(UUID personId) {
        return jdbi.withHandle(handle -> MemberRows.ofPerson(handle, personId));
    }

    /** The customer's people, the first joined first. */
    public List<Member> list(UUID customerId) {
        return jdbi.withHandle(handle -> MemberRows.ofCustomer(handle, customerId));
    }

    /** Lets a person in, or gives it another role; CONFLICT where no owner would be left. */
    public void put(UUID personId, UUID customerId, Role role, String author) {
        jdbi.useTransaction(
                tx -> {
                    MemberRows.lock(tx, customerId);
                    join(tx, personId, customerId, role, author);
                    requireOwner(tx, customerId);
                });
    }

    /** NOT_FOUND for somebody who is no member; CONFLICT for the last owner. */
    public void remove(UUID personId, UUID customerId, String author) {
        jdbi.useTransaction(
                tx -> {
                    MemberRows.lock(tx, customerId);
                    if (MemberRows.remove(tx, personId, customerId) == 0) {
                        throw ApiError.of(Refusal.NOT_FOUND, "There is no such member.");
                    }
                    new AuditRecord(
                                    customerId,
                                    "member.remove",
                                    author,
                                    accounts.find(personId).map(Person::email).orElse(""),
                                    now())
                            .insert(tx);
                    requireOwner(tx, customerId);
                });
    }

    void join(Handle tx, UUID personId, UUID customerId, Role role, String author) {
        Instant now = now();
        String email = accounts.find(personId).map(Person::email).orElseThrow();
        MemberRows.put(tx, personId, customerId, role, now);
        new AuditRecord(customerId, "member." + role.key(), author, email, now).insert(tx);
    }

    private static void requireOwner(Handle tx, UUID customerId) {
        boolean owned =
                MemberRows.ofCustomer(tx, customerId).stream()
                        .anyMatch(member -> member.role() == Role.OWNER);
        if (!owned) throw ApiError.of(Refusal.CONFLICT, "Somebody must stay the owner.");
    }

    /** As fine as the database keeps it, so that what is returned equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

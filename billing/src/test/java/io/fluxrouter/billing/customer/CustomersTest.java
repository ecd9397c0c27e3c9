package io.fluxrouter.billing.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.spend.SpendStates;
import io.fluxrouter.billing.terms.GatewayTerms;
import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.core.spend.SpendState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CustomersTest {
    private static final Instant NOW = Instant.parse("2026-07-15T12:00:00Z");

    private static Jdbi jdbi;
    private static Customers customers;

    @BeforeAll
    static void openDatabase() {
        jdbi = TestPostgres.freshDatabase().jdbi();
        customers = new Customers(jdbi, InstantSource.fixed(NOW));
    }

    @Test
    void the_plans_are_those_of_the_price_list() {
        List<Plan> plans = new Plans(jdbi).all();
        assertThat(plans)
                .extracting(plan -> plan.terms().code() + " " + plan.fee().toPlainString())
                .containsExactly(
                        "free 0",
                        "payg 0",
                        "builder 29",
                        "builder-yearly 290",
                        "scale 199",
                        "scale-yearly 1990");
        Plan builder = plans.get(2);
        assertThat(builder.title()).isEqualTo("Builder");
        assertThat(builder.interval().key()).isEqualTo("month");
        GatewayTerms terms = builder.terms();
        assertThat(terms.included()).isEqualTo(Money.usd("35"));
        assertThat(terms.cap(null)).isEqualTo(Money.usd("300"));
        assertThat(terms.hardStop()).isFalse();
        assertThat(terms.limits()).isEqualTo(new RateLimit(50, 0, 12_500_000));
        assertThat(plans.getFirst().terms().hardStop()).isTrue();
        assertThat(plans.getFirst().terms().cap(null)).isEqualTo(Money.usd("1"));
    }

    @Test
    void a_customer_may_spend_up_to_the_ceiling_of_its_plan_each_month() {
        Customer acme = customers.create(NewCustomer.onPlan("Acme", "builder"));
        assertThat(customers.find(acme.id())).contains(acme);
        assertThat(state(acme).cap()).isEqualTo(Money.usd("300"));
        assertThat(state(acme).periodStart()).isEqualTo("2026-07-01T00:00:00Z");
    }

    @Test
    void without_a_plan_there_is_nothing_to_spend_but_credit() {
        assertThat(state(customers.create(NewCustomer.prepaid("Acme"))).cap())
                .isEqualTo(Money.ZERO);
    }

    @Test
    void the_operators_ceiling_overrides_the_plans() {
        Customer acme =
                customers.create(
                        new NewCustomer("Acme", "a@acme.test", "crm-1", "payg", decimal("75.5")));
        assertThat(state(acme).cap()).isEqualTo(Money.usd("75.5"));
        Customer lifted =
                customers.update(acme.id(), CustomerChange.NONE.withCeiling(Change.to(null)));
        assertThat(lifted.ceiling()).isNull();
        assertThat(lifted.email()).isEqualTo("a@acme.test");
        assertThat(state(acme).cap()).isEqualTo(Money.usd("50"));
    }

    @Test
    void a_change_of_plan_moves_the_cap_at_once_and_keeps_what_is_spent() {
        Customer acme = customers.create(NewCustomer.onPlan("Acme", "builder"));
        execute("UPDATE spend_account SET settled_nanos = 12 WHERE id = ?", acme.id());
        allowance(acme, "2026-06-01", "35", "35");
        allowance(acme, "2026-07-01", "35", "2.5");
        customers.update(acme.id(), CustomerChange.NONE.withPlan(Change.to("free")));
        assertThat(state(acme).cap()).isEqualTo(Money.usd("1"));
        assertThat(state(acme).settled()).isEqualTo(Money.ofNanos(12));
        assertThat(included(acme, "2026-06-01")).isEqualTo(Money.usd("35"));
        // Free includes $1, but 2.5 is used and cannot be taken back.
        assertThat(included(acme, "2026-07-01")).isEqualTo(Money.usd("2.5"));
        customers.update(acme.id(), CustomerChange.NONE.withPlan(Change.to("scale")));
        assertThat(included(acme, "2026-07-01")).isEqualTo(Money.usd("260"));
        assertThat(state(acme).cap()).isEqualTo(Money.usd("3000"));
    }

    @Test
    void other_changes_leave_plan_and_allowance_alone() {
        Customer acme = customers.create(NewCustomer.onPlan("Acme", "builder"));
        allowance(acme, "2026-07-01", "20", "1");
        Customer renamed =
                customers.update(
                        acme.id(),
                        CustomerChange.NONE
                                .withName(Change.to("Acme Inc."))
                                .withExternalId(Change.to("x-" + acme.id())));
        assertThat(renamed.name()).isEqualTo("Acme Inc.");
        assertThat(renamed.planCode()).isEqualTo("builder");
        assertThat(customers.find(acme.id())).contains(renamed);
        assertThat(included(acme, "2026-07-01")).isEqualTo(Money.usd("20"));
    }

    @Test
    void the_list_comes_in_pages_newest_first_without_gaps() {
        Customers other = new Customers(TestPostgres.freshDatabase().jdbi(), tick());
        Customer first = other.create(NewCustomer.prepaid("1"));
        Customer second = other.create(NewCustomer.prepaid("2"));
        Customer third = other.create(NewCustomer.prepaid("3"));
        assertThat(other.list(new Page(2, null))).containsExactly(third, second);
        assertThat(other.list(new Page(2, second.id()))).containsExactly(first);
        assertThat(refusal(() -> other.list(new Page(0, null))).param()).isEqualTo("limit");
    }

    @Test
    void every_field_that_is_wrong_is_named() {
        assertNamed("name", new NewCustomer(" ", null, null, null, null));
        assertNamed("name", new NewCustomer("x".repeat(201), null, null, null, null));
        assertNamed("name", new NewCustomer("a\nb", null, null, null, null));
        assertNamed("email", new NewCustomer("Acme", "acme.test", null, null, null));
        assertNamed("email", new NewCustomer("Acme", "a@b@c", null, null, null));
        assertNamed("external_id", new NewCustomer("Acme", null, "", null, null));
        assertNamed("plan", new NewCustomer("Acme", null, null, "platinum", null));
        assertNamed("ceiling_usd", new NewCustomer("Acme", null, null, null, decimal("-0.01")));
        assertNamed(
                "ceiling_usd", new NewCustomer("Acme", null, null, null, decimal("1e999999999")));
        assertNamed(
                "ceiling_usd", new NewCustomer("Acme", null, null, null, decimal("0.1234567891")));
    }

    @Test
    void a_name_cannot_be_taken_away() {
        Customer acme = customers.create(NewCustomer.prepaid("Acme"));
        ApiError error =
                refusal(
                        () ->
                                customers.update(
                                        acme.id(), CustomerChange.NONE.withName(Change.to(null))));
        assertThat(error.param()).isEqualTo("name");
    }

    @Test
    void an_external_id_is_one_customers() {
        customers.create(new NewCustomer("A", null, "crm-7", null, null));
        ApiError error =
                refusal(() -> customers.create(new NewCustomer("B", null, "crm-7", null, null)));
        assertThat(error.refusal()).isEqualTo(Refusal.CONFLICT);
        assertThat(error.param()).isEqualTo("external_id");
        assertThat(customers.list(Page.FIRST)).noneMatch(customer -> customer.name().equals("B"));
    }

    @Test
    void nobody_is_found_under_an_unknown_id() {
        UUID unknown = UUID.randomUUID();
        assertThat(customers.find(unknown)).isEmpty();
        assertThat(refusal(() -> customers.update(unknown, CustomerChange.NONE)).refusal())
                .isEqualTo(Refusal.NOT_FOUND);
    }

    private void assertNamed(String param, NewCustomer customer) {
        ApiError error = refusal(() -> customers.create(customer));
        assertThat(error.refusal()).isEqualTo(Refusal.INVALID_VALUE);
        assertThat(error.param()).isEqualTo(param);
    }

    private static ApiError refusal(ThrowingCallable call) {
        ApiError error = catchThrowableOfType(ApiError.class, call);
        assertThat(error).as("a refusal").isNotNull();
        return error;
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    /** A clock that moves on a second with every look. */
    private static InstantSource tick() {
        AtomicLong seconds = new AtomicLong();
        return () -> NOW.plusSeconds(seconds.getAndIncrement());
    }

    private static SpendState state(Customer customer) {
        return new SpendStates(jdbi)
                .state(
                        new SpendAccount(
                                customer.id(), SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY),
                        NOW)
                .orElseThrow();
    }

    private static void allowance(Customer customer, String month, String included, String used) {
        execute(
                """
                INSERT INTO allowance (customer_id, month, included_nanos, used_nanos)
                VALUES (?, CAST(? AS date), ?, ?)
                """,
                customer.id(),
                month,
                Money.usd(included).nanos(),
                Money.usd(used).nanos());
    }

    private static Money included(Customer customer, String month) {
        return Money.ofNanos(
                jdbi.withHandle(
                        handle ->
                                handle.select(
                                                """
                                                SELECT included_nanos FROM allowance
                                                WHERE customer_id = ? AND month = CAST(? AS date)
                                                """,
                                                customer.id(),
                                                month)
                                        .mapTo(Long.class)
                                        .one()));
    }

    private static void execute(String sql, Object... arguments) {
        jdbi.useHandle(handle -> handle.execute(sql, arguments));
    }
}

package io.fluxrouter.billing.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.CustomerChange;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.Plans;
import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.DatabaseSettings;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.core.money.Money;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database in which plans were rows of their own and customers named one. */
class GatewayPlansMigrationTest {
    private static final UUID ACME = new UUID(1, 1);
    private static final UUID FREE = new UUID(1, 2);
    private static final UUID PREPAID = new UUID(1, 3);
    private static final UUID ARCHIVED = new UUID(1, 4);
    private static final UUID TEAM = new UUID(1, 5);

    private final DatabaseSettings settings = TestPostgres.emptySettings();
    private Database database;
    private Jdbi jdbi;

    @BeforeEach
    void fillAndMigrate() {
        var url = settings.url();
        Flyway.configure()
                .dataSource(url.jdbcUrl(), url.user(), url.password())
                .target(MigrationVersion.fromVersion("6"))
                .load()
                .migrate();
        fill(Jdbi.create(url.jdbcUrl(), url.user(), url.password()));
        database = Database.open(settings);
        jdbi = database.jdbi();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void fill(Jdbi before) {
        before.useHandle(
                handle -> {
                    handle.execute(
                            """
                            INSERT INTO plan (code, title, position, monthly_fee_nanos,
                                annual_fee_nanos, included_nanos, ceiling_nanos,
                                requests_per_second, requests_per_minute)
                            VALUES ('team', 'Team', 9, 99500000000, 0, 50000000000, 500000000000, 7, 90)
                            """);
                    handle.execute(
                            """
                            INSERT INTO billing_plan (id, organization_id, lookup_id, name, type,
                                billing_interval, currency, trial_days, is_active, version,
                                created_at, updated_at)
                            VALUES (gen_random_uuid(), '00000000-0000-4000-8000-000000000001', 'scale',
                                'Taken', 'FIXED', 'month', 'USD', 0, true, 1, now(), now())
                            """);
                    customer(handle, ACME, "builder", null, "300", false);
                    customer(handle, FREE, "free", "10", "10", false);
                    customer(handle, PREPAID, null, "5", "5", false);
                    customer(handle, ARCHIVED, "scale", null, "3000", true);
                    customer(handle, TEAM, "team", null, "500", false);
                    handle.execute(
                            """
                            INSERT INTO allowance (customer_id, month, included_nanos, used_nanos,
                                receivable_nanos)
                            VALUES (?, '2026-01-01', 35000000000, 35000000000, 5000000000)
                            """,
                            ACME);
                });
    }

    private static void customer(
            Handle handle,
            UUID id,
            @Nullable String plan,
            @Nullable String ceiling,
            String cap,
            boolean archived) {
        handle.execute(
                """
                INSERT INTO customer (id, name, plan_code, ceiling_nanos, archived_at, created_at,
                    updated_at)
                VALUES (?, 'Acme', ?, ?, CASE WHEN ? THEN now() END, '2026-01-01', '2026-01-01')
                """,
                id,
                plan,
                ceiling == null ? null : Money.usd(ceiling).nanos(),
                archived);
        handle.execute(
                """
                INSERT INTO spend_account (id, kind, period, period_start, cap_nanos)
                VALUES (?, 'customer', 'monthly', '2026-01-01', ?)
                """,
                id,
                Money.usd(cap).nanos());
    }

    @Test
    void every_plan_is_a_billing_plan_with_the_same_terms() {
        var plans = new Plans(jdbi).all();
        assertThat(plans)
                .extracting(plan -> plan.terms().code() + " " + plan.fee().toPlainString())
                .containsExactly(
                        "free 0",
                        "payg 0",
                        "builder 29",
                        "builder-yearly 290",
                        "gateway-scale 199",
                        "scale-yearly 1990",
                        "team 99.5");
        GatewayTerms team = plans.getLast().terms();
        assertThat(team.included()).isEqualTo(Money.usd("50"));
        assertThat(team.ceiling()).isEqualTo(Money.usd("500"));
        assertThat(team.limits().perSecond()).isEqualTo(7);
        assertThat(team.limits().perMinute()).isEqualTo(90);
    }

    @Test
    void every_customer_stays_on_its_plan_with_its_cap() {
        assertThat(planAndCap(ACME)).containsExactly("builder", "$300");
        assertThat(planAndCap(TEAM)).containsExactly("team", "$500");
        // What never charges never did: a lifted ceiling is for those who are invoiced.
        assertThat(planAndCap(FREE)).containsExactly("free", "$1");
        assertThat(planAndCap(PREPAID)).containsExactly("null", "$0");
        assertThat(customers().find(ARCHIVED)).isEmpty();
        assertThat(number("SELECT count(*) FROM subscription")).isEqualTo(3);
        assertThat(number("SELECT sum(unlisted_nanos) FROM allowance")).isEqualTo(5_000_000_000L);
    }

    @Test
    void the_subscriptions_are_such_as_the_engine_makes() {
        Subscriptions subscriptions = new Subscriptions(jdbi, InstantSource.system());
        Subscription made =
                subscriptions
                        .list(Organization.OPERATOR, ACME, NumberedPage.FIRST)
                        .items()
                        .getFirst();
        assertThat(subscriptions.pendingLines(made.id(), 1))
                .extracting(line -> line.amount().toPlainString())
                .containsExactly("29.00");
        customers().update(ACME, CustomerChange.NONE.withPlan(Change.to("team")));
        assertThat(planAndCap(ACME)).containsExactly("team", "$500");
        assertThat(subscriptions.cancel(made.id(), null, "ada").endedAt()).isNotNull();
        assertThat(planAndCap(ACME)).containsExactly("null", "$0");
    }

    private List<String> planAndCap(UUID id) {
        Customer customer = customers().find(id).orElseThrow();
        long cap = number("SELECT cap_nanos FROM spend_account WHERE id = '" + id + "'");
        return List.of(String.valueOf(customer.planCode()), Money.ofNanos(cap).toString());
    }

    private Customers customers() {
        return new Customers(jdbi, InstantSource.system());
    }

    private long number(String sql) {
        return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}

package io.fluxrouter.billing.key;

import static io.fluxrouter.billing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.CustomerChange;
import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.DatabaseSettings;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.feed.ChangeFeed;
import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.spend.TestConnections;
import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import java.math.BigDecimal;
import java.sql.DriverManager;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one database: keys are changed on this one, and the other hears of it. */
class StoredCallersTest {
    private Database database;
    private KeyFixture here;
    private StoredCallers there;
    private ChangeFeed feed;
    private TestConnections line;

    @BeforeEach
    void start() {
        DatabaseSettings settings = TestPostgres.freshSettings();
        database = Database.open(settings);
        here = new KeyFixture(database.jdbi());
        line = new TestConnections(database.jdbi());
        there = StoredCallers.load(line.jdbi());
        feed =
                new ChangeFeed(
                        () ->
                                DriverManager.getConnection(
                                        settings.url().jdbcUrl(),
                                        settings.url().user(),
                                        settings.url().password()));
        feed.listen(there);
        feed.start();
        eventually("connected", feed::connected);
    }

    @AfterEach
    void stop() {
        feed.close();
        database.close();
    }

    @Test
    void a_new_key_works_here_at_once_and_there_soon() {
        IssuedKey issued = here.keys.create(NewKey.open(here.customer("builder").id(), "k"));
        assertThat(here.callers.find(hash(issued))).isNotNull();
        eventually("known there", () -> there.find(hash(issued)) != null);
        assertThat(there.find(hash(issued))).isEqualTo(here.callers.find(hash(issued)));
    }

    @Test
    void a_revoked_key_is_known_as_revoked_everywhere_and_after_a_restart() {
        IssuedKey issued = here.keys.create(NewKey.open(here.customer("builder").id(), "k"));
        here.keys.revoke(issued.key().id());
        assertThat(here.caller(issued).revoked()).isTrue();
        eventually("revoked there", () -> revokedThere(issued));
        Caller restarted = StoredCallers.load(database.jdbi()).find(hash(issued));
        assertThat(Objects.requireNonNull(restarted).revoked()).isTrue();
    }

    @Test
    void keys_work_while_the_database_is_away_and_catch_up_when_it_is_back() {
        IssuedKey issued = here.keys.create(NewKey.open(here.customer("builder").id(), "k"));
        eventually("known there", () -> there.find(hash(issued)) != null);
        line.cut(true);
        // News of another key, so that nothing is being read any more when this one is revoked.
        here.keys.create(NewKey.open(here.customer("builder").id(), "other"));
        eventually("the feed noticed", () -> !feed.connected());
        here.keys.revoke(issued.key().id());
        assertThatThrownBy(there::reloadAll).hasMessageContaining("cut");
        assertThat(there.find(hash(issued))).isNotNull();
        assertThat(revokedThere(issued)).isFalse();
        line.cut(false);
        eventually("revoked there", () -> revokedThere(issued));
    }

    @Test
    void a_change_of_plan_is_heard_by_every_key_of_the_customer() {
        Customer acme = here.customer("free");
        IssuedKey one = here.keys.create(NewKey.open(acme.id(), "1"));
        IssuedKey two = here.keys.create(NewKey.open(acme.id(), "2"));
        assertThat(here.caller(one).limits()).isEqualTo(new RateLimit(1, 0, 250_000));
        here.customers.update(acme.id(), CustomerChange.NONE.withPlan(Change.to("scale")));
        assertThat(here.caller(one).limits()).isEqualTo(new RateLimit(200, 0, 50_000_000));
        eventually(
                "both heard",
                () ->
                        limitsThere(one, new RateLimit(200, 0, 50_000_000))
                                && limitsThere(two, new RateLimit(200, 0, 50_000_000)));
    }

    @Test
    void an_operators_change_of_the_plans_is_heard() {
        IssuedKey issued = here.keys.create(NewKey.open(here.customer("payg").id(), "k"));
        eventually("known there", () -> limitsThere(issued, new RateLimit(20, 0, 5_000_000)));
        database.jdbi()
                .useTransaction(
                        tx -> {
                            limitTo(tx, "payg", 90);
                            new News.PlansChanged().send(tx);
                        });
        eventually("heard", () -> limitsThere(issued, new RateLimit(20, 90, 5_000_000)));
    }

    @Test
    void the_lower_of_the_keys_and_the_plans_limit_holds() {
        Customer acme = here.customer("builder");
        database.jdbi().useHandle(handle -> limitTo(handle, "builder", 100));
        assertThat(here.caller(limited(acme, 60, 1_000)).limits())
                .isEqualTo(new RateLimit(50, 60, 1_000));
        assertThat(here.caller(limited(acme, 600, 100_000_000)).limits())
                .isEqualTo(new RateLimit(50, 100, 12_500_000));
    }

    @Test
    void without_a_plan_a_default_rate_holds() {
        Customer acme = here.customer("builder");
        here.customers.update(acme.id(), CustomerChange.NONE.withPlan(Change.to(null)));
        Caller caller = here.caller(limited(acme, 60, 1_000));
        assertThat(caller.plan()).isNull();
        assertThat(caller.limits()).isEqualTo(new RateLimit(20, 60, 1_000));
    }

    @Test
    void a_spend_limit_is_an_account_of_the_key_beside_the_customers() {
        Customer acme = here.customer("builder");
        IssuedKey open = here.keys.create(NewKey.open(acme.id(), "k"));
        SpendAccount customers =
                new SpendAccount(acme.id(), SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY);
        assertThat(here.caller(open).accounts()).containsExactly(customers);
        here.keys.update(
                open.key().id(),
                KeyChange.NONE.withSpendLimit(Change.to(BigDecimal.TEN), Change.to("daily")));
        assertThat(here.caller(open).accounts())
                .containsExactly(
                        new SpendAccount(open.key().id(), SpendAccount.Kind.KEY, SpendPeriod.DAILY),
                        customers);
        here.keys.update(
                open.key().id(), KeyChange.NONE.withSpendLimit(Change.to(null), Change.kept()));
        assertThat(here.caller(open).accounts()).containsExactly(customers);
    }

    private IssuedKey limited(Customer customer, int rpm, int tpm) {
        return here.keys.create(
                new NewKey(
                        customer.id(),
                        "k",
                        Dialect.FLUX,
                        List.of(),
                        List.of(),
                        List.of(),
                        rpm,
                        tpm,
                        null,
                        "never",
                        null));
    }

    private boolean revokedThere(IssuedKey issued) {
        Caller caller = there.find(hash(issued));
        return caller != null && caller.revoked();
    }

    private boolean limitsThere(IssuedKey issued, RateLimit limits) {
        Caller caller = there.find(hash(issued));
        return caller != null && caller.limits().equals(limits);
    }

    private static KeyHash hash(IssuedKey issued) {
        return KeyHash.of(issued.secret());
    }

    /** In the one version there is. */
    private static void limitTo(Handle tx, String plan, int requestsPerMinute) {
        tx.execute(
                """
                INSERT INTO plan_entitlement (id, plan_id, feature_id, is_enabled, is_soft_limit,
                    static_value, from_version, created_at)
                SELECT gen_random_uuid(), p.id, f.id, true, false, ?, 1, now()
                FROM billing_plan p, feature f
                WHERE p.lookup_id = ? AND f.lookup_key = 'llm_requests_per_minute'
                """,
                Integer.toString(requestsPerMinute),
                plan);
    }
}

package io.fluxrouter.billing.spend;

import static io.fluxrouter.billing.Eventually.eventually;
import static io.fluxrouter.billing.spend.SpendFixture.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.DatabaseSettings;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.feed.News;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendAccount;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** How nodes ask each other for money that lies idle. */
class LeaseShortageTest {
    private static ConnectionFactory direct;
    private static Database database;
    private static Jdbi jdbi;
    private SpendFixture spend;
    private StoredLeases leases;

    @BeforeAll
    static void openDatabase() {
        DatabaseSettings fresh = TestPostgres.freshSettings();
        direct =
                () ->
                        DriverManager.getConnection(
                                fresh.url().jdbcUrl(), fresh.url().user(), fresh.url().password());
        database = Database.open(fresh);
        jdbi = database.jdbi();
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void start() {
        spend = new SpendFixture(jdbi);
        leases = new StoredLeases(jdbi, spend.node());
    }

    @AfterEach
    void stop() {
        leases.close();
    }

    @Test
    void a_refused_node_calls_for_the_idle_slices_of_others_but_not_over_and_over()
            throws Exception {
        SpendAccount account = spend.account("10");
        StoredLeases other = new StoredLeases(jdbi, spend.node());
        take(other, account, "10", "10");
        try (Connection ear = direct.openConnection();
                Statement listen = ear.createStatement()) {
            listen.execute("LISTEN fluxrouter");
            for (int i = 0; i < 20; i++) take(leases, account, "1", "1");
            PGNotification[] heard = ear.unwrap(PGConnection.class).getNotifications(10_000);
            assertThat(heard).hasSizeBetween(1, 5);
            assertThat(heard[0].getParameter()).isEqualTo("spend:" + account.id());
        }
        other.close();
    }

    @Test
    void a_node_that_holds_all_the_money_itself_calls_nobody() throws Exception {
        SpendAccount account = spend.account("10");
        take(leases, account, "10", "10");
        try (Connection ear = direct.openConnection();
                Statement listen = ear.createStatement()) {
            listen.execute("LISTEN fluxrouter");
            take(leases, account, "1", "1");
            // What is sent later arrives later: if this is the first to be heard, nobody called.
            jdbi.useHandle(handle -> new News.PlansChanged().send(handle));
            PGNotification[] heard = ear.unwrap(PGConnection.class).getNotifications(10_000);
            assertThat(heard[0].getParameter()).isEqualTo("plans");
        }
    }

    @Test
    void listeners_hear_of_the_account_and_after_a_gap_of_all_this_node_holds() throws Exception {
        SpendAccount held = spend.account("10");
        SpendAccount empty = spend.account("10");
        take(leases, held, "1", "1");
        take(leases, empty, "1", "1");
        leases.giveBack(empty, Money.usd("1"));
        eventually("back", () -> spend.leased(empty).isZero());
        List<UUID> told = new ArrayList<>();
        List<UUID> moved = new ArrayList<>();
        leases.onChange(told::add);
        leases.onCapMoved(moved::add);
        leases.heard(new News.SpendChanged(empty.id()));
        leases.heard(new News.KeyChanged(held.id()));
        assertThat(told).containsExactly(empty.id());
        leases.heard(new News.CapMoved(empty.id()));
        assertThat(moved).containsExactly(empty.id());
        leases.reloadAll();
        assertThat(moved).containsExactly(empty.id(), held.id());
        assertThat(told).containsExactly(empty.id(), held.id());
    }
}

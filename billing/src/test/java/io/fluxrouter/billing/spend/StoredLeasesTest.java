package io.fluxrouter.billing.spend;

import static io.fluxrouter.billing.Eventually.eventually;
import static io.fluxrouter.billing.spend.SpendFixture.JULY;
import static io.fluxrouter.billing.spend.SpendFixture.NOW;
import static io.fluxrouter.billing.spend.SpendFixture.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.core.spend.SpendState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredLeasesTest {
    private static Jdbi jdbi;
    private SpendFixture spend;
    private Node node;
    private StoredLeases leases;

    @BeforeAll
    static void openDatabase() {
        jdbi = TestPostgres.freshDatabase().jdbi();
    }

    @BeforeEach
    void start() {
        spend = new SpendFixture(jdbi);
        node = spend.node();
        leases = new StoredLeases(jdbi, node);
    }

    @AfterEach
    void stop() {
        leases.close();
    }

    @Test
    void a_slice_is_granted_as_wanted_and_counts_as_leased() throws Exception {
        SpendAccount account = spend.account("10");
        assertThat(take(leases, account, "1", "4")).isEqualTo(granted("4", state("10", "0", "4")));
        assertThat(take(leases, account, "1", "4")).isEqualTo(granted("4", state("10", "0", "8")));
        assertThat(spend.sumOfLeases(account)).isEqualTo(Money.usd("8"));
    }

    @Test
    void near_the_cap_a_smaller_slice_is_granted_and_less_than_the_least_is_refused()
            throws Exception {
        SpendAccount account = spend.account("5");
        spend.set(account, "settled_nanos", "2");
        assertThat(take(leases, account, "1", "4")).isEqualTo(granted("3", state("5", "2", "3")));
        assertThat(take(leases, account, "0.000000001", "4"))
                .isEqualTo(new LeaseAnswer.Refused(state("5", "2", "3")));
        assertThat(spend.state(account)).isEqualTo(state("5", "2", "3"));
    }

    @Test
    void credit_comes_on_top_of_the_cap_and_what_is_owed_is_taken_off() throws Exception {
        SpendAccount account = spend.account("1");
        spend.set(account, "credit_nanos", "7");
        spend.set(account, "owed_nanos", "2");
        LeaseAnswer answer = take(leases, account, "1", "100");
        assertThat(answer).isInstanceOf(LeaseAnswer.Granted.class);
        assertThat(((LeaseAnswer.Granted) answer).amount()).isEqualTo(Money.usd("6"));
        assertThat(answer.state().left()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_newer_period_starts_afresh_but_keeps_what_is_still_leased() throws Exception {
        SpendAccount account = spend.account("10");
        take(leases, account, "3", "3");
        spend.set(account, "settled_nanos", "7");
        Instant august = JULY.plus(Duration.ofDays(31));
        assertThat(take(leases, account, august, "1", "100"))
                .isEqualTo(
                        granted(
                                "7",
                                new SpendState(
                                        august,
                                        Money.usd("10"),
                                        Money.ZERO,
                                        Money.ZERO,
                                        Money.ZERO,
                                        Money.usd("10"))));
    }

    @Test
    void a_straggler_of_the_old_period_does_not_turn_the_clock_back() throws Exception {
        SpendAccount account = spend.account("10");
        Instant august = JULY.plus(Duration.ofDays(31));
        take(leases, account, august, "1", "1");
        spend.set(account, "settled_nanos", "4");
        LeaseAnswer late = take(leases, account, JULY, "1", "1");
        assertThat(late.state().periodStart()).isEqualTo(august);
        assertThat(late.state().settled()).isEqualTo(Money.usd("4"));
    }

    @Test
    void a_caller_with_an_outdated_idea_of_the_period_cannot_start_it_afresh() throws Exception {
        SpendAccount account = spend.account("10");
        spend.set(account, "settled_nanos", "10");
        SpendAccount daily = new SpendAccount(account.id(), account.kind(), SpendPeriod.DAILY);
        assertThat(take(leases, daily, JULY.plus(Duration.ofDays(14)), "1", "1"))
                .isInstanceOf(LeaseAnswer.Refused.class);
    }

    @Test
    void a_refusal_in_a_new_period_shows_the_new_period() throws Exception {
        SpendAccount account = spend.account("10");
        spend.set(account, "settled_nanos", "10");
        Instant august = JULY.plus(Duration.ofDays(31));
        LeaseAnswer answer = take(leases, account, august, "11", "11");
        assertThat(answer).isInstanceOf(LeaseAnswer.Refused.class);
        assertThat(answer.state().periodStart()).isEqualTo(august);
        assertThat(answer.state().left()).isEqualTo(Money.usd("10"));
    }

    @Test
    void an_unknown_account_fails_instead_of_granting_or_refusing() {
        SpendAccount nobody =
                new SpendAccount(UUID.randomUUID(), SpendAccount.Kind.KEY, SpendPeriod.NEVER);
        assertThatThrownBy(() -> take(leases, nobody, "1", "1"))
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_cap_moved_below_what_is_leased_refuses_until_it_is_settled_or_back() throws Exception {
        SpendAccount account = spend.account("10");
        take(leases, account, "8", "8");
        jdbi.useTransaction(tx -> SpendAccounts.moveCap(tx, account.id(), Money.usd("5")));
        assertThat(take(leases, account, "1", "1")).isInstanceOf(LeaseAnswer.Refused.class);
        leases.giveBack(account, Money.usd("8"));
        eventually("back", () -> spend.leased(account).isZero());
        assertThat(take(leases, account, "5", "5")).isInstanceOf(LeaseAnswer.Granted.class);
    }

    @Test
    void giving_back_more_than_the_lease_returns_the_lease_and_no_more() throws Exception {
        SpendAccount account = spend.account("10");
        StoredLeases other = new StoredLeases(jdbi, spend.node());
        take(other, account, "4", "4");
        take(leases, account, "2", "2");
        leases.giveBack(account, Money.usd("3"));
        eventually("back", () -> spend.leased(account).equals(Money.usd("4")));
        leases.giveBack(account, Money.usd("3"));
        leases.close();
        assertThat(spend.leased(account)).isEqualTo(Money.usd("4"));
        assertThat(spend.sumOfLeases(account)).isEqualTo(Money.usd("4"));
        other.close();
    }

    @Test
    void while_the_database_is_away_taking_fails_and_giving_back_is_kept_until_it_arrives()
            throws Exception {
        TestConnections line = new TestConnections(jdbi);
        SpendAccount account = spend.account("10");
        try (StoredLeases cutOff = new StoredLeases(line.jdbi(), node)) {
            take(cutOff, account, "6", "6");
            line.cut(true);
            assertThatThrownBy(() -> take(cutOff, account, "1", "1")).hasMessageContaining("cut");
            cutOff.giveBack(account, Money.usd("1"));
            cutOff.giveBack(account, Money.usd("2"));
            assertThat(spend.leased(account)).isEqualTo(Money.usd("6"));
            line.cut(false);
            eventually("back", () -> spend.leased(account).equals(Money.usd("3")));
        }
        assertThat(spend.sumOfLeases(account)).isEqualTo(Money.usd("3"));
    }

    @Test
    void a_commit_without_an_answer_gives_back_once() throws Exception {
        TestConnections line = new TestConnections(jdbi);
        SpendAccount account = spend.account("10");
        try (StoredLeases doubtful = new StoredLeases(line.jdbi(), node)) {
            take(doubtful, account, "6", "6");
            line.loseAnswerToNextCommit();
            doubtful.giveBack(account, Money.usd("2"));
        }
        assertThat(spend.leased(account)).isEqualTo(Money.usd("4"));
        assertThat(spend.sumOfLeases(account)).isEqualTo(Money.usd("4"));
    }

    @Test
    void leftovers_of_this_node_are_freed_and_those_of_others_are_not() throws Exception {
        SpendAccount first = spend.account("10");
        SpendAccount second = spend.account("10");
        StoredLeases other = new StoredLeases(jdbi, spend.node());
        take(other, first, "1", "1");
        take(leases, first, "2", "2");
        take(leases, second, "3", "3");
        spend.settle(second, node, Money.usd("5").nanos()); // an overrun: the lease is at -2
        StoredLeases restarted = new StoredLeases(jdbi, node);
        restarted.releaseLeftovers();
        restarted.releaseLeftovers();
        assertThat(spend.leased(first)).isEqualTo(Money.usd("1"));
        assertThat(spend.leased(second)).isEqualTo(Money.ZERO);
        assertThat(spend.sumOfLeases(second)).isEqualTo(Money.ZERO);
        restarted.close();
        other.close();
    }

    @Test
    void a_node_keeps_its_id_over_restarts(@TempDir Path directory) {
        InstantSource clock = InstantSource.fixed(NOW);
        Node first = Node.register(jdbi, directory.resolve("data"), clock);
        assertThat(Node.register(jdbi, directory.resolve("data"), clock)).isEqualTo(first);
        assertThat(Node.register(jdbi, directory.resolve("other"), clock)).isNotEqualTo(first);
    }

    private static LeaseAnswer granted(String amount, SpendState state) {
        return new LeaseAnswer.Granted(Money.usd(amount), state);
    }

    private static SpendState state(String cap, String settled, String leased) {
        return new SpendState(
                JULY,
                Money.usd(cap),
                Money.usd(settled),
                Money.ZERO,
                Money.ZERO,
                Money.usd(leased));
    }
}
